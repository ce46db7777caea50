using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>Checks the states: what they are called, how they are nested, what is entered first.</summary>
internal sealed class StateCheck<TState, TTrigger>(
    LifecycleDeclaration<TState, TTrigger> declaration, LifecycleLayout<TState, TTrigger> layout, LifecycleProblems problems)
    where TState : notnull
    where TTrigger : notnull
{
    private static readonly EqualityComparer<TState> SameState = EqualityComparer<TState>.Default;

    public void Run()
    {
        CheckInitial();
        CheckDeclaredOnce();
        CheckTargets();
        foreach (var state in declaration.States.DistinctBy(s => s.State)) CheckNesting(state, layout.Find(state.State)!);
        CheckMigrations();
    }

    private void CheckInitial()
    {
        if (declaration.Initials.Count == 0) problems.Report(LifecycleCodes.NoInitial, SourceLocation.None, "no initial state; name it with Initial(...)");
        foreach (var again in declaration.Initials.Skip(1))
            problems.Report(LifecycleCodes.SecondInitial, again.Location, $"a second initial state, {Spelling.Of(again.State)}; name one only");
    }

    private void CheckDeclaredOnce()
    {
        foreach (var again in declaration.States.GroupBy(s => s.State).SelectMany(g => g.Skip(1)))
            problems.Report(LifecycleCodes.DeclaredTwice, again.Location, $"{Spelling.Of(again.State)} is declared a second time; put all of it in one place");
    }

    private void CheckTargets()
    {
        var targets = declaration.Initials
            .Concat(declaration.States.SelectMany(s => s.Outers.Concat(s.Initials)))
            .Concat(declaration.States.SelectMany(s => s.Transitions).Select(t => new Mention<TState>(t.To, t.Location)))
            .Concat(declaration.Migrations.SelectMany(m => m.Moves.Select(v => new Mention<TState>(v.State, m.Location))));
        foreach (var unknown in targets.Where(t => layout.Find(t.State) is null))
        {
            var known = Spelling.List(layout.Nodes.Select(n => n.State));
            problems.Report(LifecycleCodes.NoSuchState, unknown.Location, $"{Spelling.Of(unknown.State)} is no state of it; declare it, or take one of: {known}");
        }
    }

    private void CheckNesting(StateDeclaration<TState, TTrigger> state, StateNode<TState, TTrigger> node)
    {
        var name = Spelling.Of(state.State);
        if (layout.Cyclic.Contains(node))
            problems.Report(LifecycleCodes.WithinItself, state.Outers[0].Location, $"{name} is within itself, by way of {Spelling.Of(state.Outers[0].State)}; take one Within(...) away");
        foreach (var again in state.Outers.Skip(1).Where(o => !SameState.Equals(o.State, state.Outers[0].State)))
            problems.Report(LifecycleCodes.WithinTwo, again.Location, $"{name} is within both {Spelling.Of(state.Outers[0].State)} and {Spelling.Of(again.State)}; keep one");
        if (node.Inner.Count > 0) CheckOuter(state, node, name);
        else CheckInner(state, name);
    }

    private void CheckOuter(StateDeclaration<TState, TTrigger> state, StateNode<TState, TTrigger> node, string name)
    {
        var inner = Spelling.List(node.Inner.Select(n => n.State));
        if (state.Initials.Count == 0)
            problems.Report(LifecycleCodes.NoInitialInner, state.Location, $"{name} has sub-states and none to enter first; name one of them with Initial(...): {inner}");
        foreach (var again in state.Initials.Skip(1))
            problems.Report(LifecycleCodes.SecondInitial, again.Location, $"a second initial state of {name}, {Spelling.Of(again.State)}; name one only");
        foreach (var foreign in state.Initials.Where(i => layout.Find(i.State) is { } found && !node.Inner.Contains(found)))
            problems.Report(LifecycleCodes.ForeignInitial, foreign.Location, $"{Spelling.Of(foreign.State)} is not directly within {name}; begin with one of: {inner}");
        if (state.IsFinal)
            problems.Report(LifecycleCodes.FinalWithInner, state.Location, $"{name} is final and has sub-states; declare it with State(...), or take these out: {inner}");
    }

    private void CheckInner(StateDeclaration<TState, TTrigger> state, string name)
    {
        foreach (var initial in state.Initials.Where(i => layout.Find(i.State) is not null))
            problems.Report(LifecycleCodes.ForeignInitial, initial.Location, $"{name} has no sub-states, so {Spelling.Of(initial.State)} cannot be the first of them; say Within({name}) where it is declared");
    }

    private void CheckMigrations()
    {
        foreach (var migration in declaration.Migrations)
        {
            if (migration.Version < 1 || migration.Version >= declaration.Version)
                problems.Report(LifecycleCodes.NotOlder, migration.Location, $"a migration from version {migration.Version} to version {declaration.Version}; it must be an older one, from 1");
            foreach (var again in migration.Moves.Select(m => m.Old).Concat(migration.Refusals.Select(r => r.Old)).GroupBy(o => o, StringComparer.Ordinal).Where(g => g.Count() > 1))
                problems.Report(LifecycleCodes.MigratedTwice, migration.Location, $"the migration from version {migration.Version} says two things of {again.Key}; keep one");
        }

        foreach (var again in declaration.Migrations.GroupBy(m => m.Version).SelectMany(g => g.Skip(1)))
            problems.Report(LifecycleCodes.MigratedTwice, again.Location, $"a second migration from version {again.Version}; put all of it in one place");
    }
}
