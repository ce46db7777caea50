using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>Finds everything that is wrong with a definition, so that its author mends it in one go.</summary>
internal sealed class LifecycleCheck<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private static readonly EqualityComparer<TState> SameState = EqualityComparer<TState>.Default;

    private readonly string name;
    private readonly IReadOnlyList<Mention<TState>> initials;
    private readonly IReadOnlyList<StateDeclaration<TState, TTrigger>> states;
    private readonly HashSet<TState> declared;

    /// <summary>All transitions in order of declaration; those of a state that is declared twice stand together.</summary>
    private readonly List<Transition<TState, TTrigger>> transitions;

    /// <summary>Transitions that come after an unguarded one for the same trigger: they are never tried.</summary>
    private readonly HashSet<Transition<TState, TTrigger>> dead;

    private readonly List<Diagnostic> problems = [];

    public LifecycleCheck(
        string name, IReadOnlyList<Mention<TState>> initials, IReadOnlyList<StateDeclaration<TState, TTrigger>> states)
    {
        this.name = name;
        this.initials = initials;
        this.states = states;
        declared = [.. states.Select(s => s.State)];
        transitions = [.. states.GroupBy(s => s.State).SelectMany(g => g.SelectMany(s => s.Transitions))];
        dead = [.. transitions.GroupBy(t => (t.From, t.Trigger)).SelectMany(g => g.SkipWhile(t => t.Guard is not null).Skip(1))];
    }

    /// <summary>All problems, in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> FindProblems()
    {
        CheckInitial();
        CheckDeclaredOnce();
        CheckTargets();
        CheckReachable();
        CheckEnds();
        CheckOrder();
        CheckContexts();
        return [.. problems.OrderBy(p => p.Location.File, StringComparer.Ordinal).ThenBy(p => p.Location.Line)];
    }

    private void CheckInitial()
    {
        if (initials.Count == 0) Report("RBK1201", SourceLocation.None, "no initial state; name it with Initial(...)");
        foreach (var again in initials.Skip(1))
            Report("RBK1202", again.Location, $"a second initial state, {Spelling.Of(again.State)}; name one only");
    }

    private void CheckDeclaredOnce()
    {
        foreach (var again in states.GroupBy(s => s.State).SelectMany(g => g.Skip(1)))
            Report("RBK1203", again.Location, $"{Spelling.Of(again.State)} is declared a second time; put all of it in one place");
    }

    private void CheckTargets()
    {
        var targets = initials.Concat(transitions.Select(t => new Mention<TState>(t.To, t.Location)));
        foreach (var unknown in targets.Where(t => !declared.Contains(t.State)))
        {
            var known = Spelling.List(declared.Count == 0 ? [] : states.Select(s => s.State).Distinct());
            Report("RBK1204", unknown.Location, $"{Spelling.Of(unknown.State)} is no state of it; declare it, or take one of: {known}");
        }
    }

    private void CheckReachable()
    {
        // Without a place to begin, every state would be unreachable, which helps nobody.
        if (initials.Count == 0 || !declared.Contains(initials[0].State)) return;
        var reached = new HashSet<TState> { initials[0].State };
        var next = new Queue<TState>(reached);
        var exits = transitions.Where(t => IsLiveMove(t)).ToLookup(t => t.From, t => t.To);
        while (next.TryDequeue(out var state))
        {
            foreach (var target in exits[state].Where(reached.Add)) next.Enqueue(target);
        }

        foreach (var state in states.DistinctBy(s => s.State).Where(s => !reached.Contains(s.State)))
        {
            Report(
                "RBK1205",
                state.Location,
                $"no way leads from {Spelling.Of(initials[0].State)} to {Spelling.Of(state.State)}; permit one, or remove the state");
        }
    }

    private void CheckEnds()
    {
        foreach (var state in states.DistinctBy(s => s.State))
        {
            var here = Spelling.Of(state.State);
            var moves = transitions.Where(t => SameState.Equals(t.From, state.State) && t.Kind == TransitionKind.Move);
            if (state.IsFinal)
            {
                foreach (var exit in moves)
                    Report("RBK1209", exit.Location, $"{Spelling.Of(exit.Trigger)} leaves {here}, which is final; remove one or the other");
            }
            else if (!moves.Any(t => IsLiveMove(t) && !SameState.Equals(t.To, state.State)))
            {
                Report("RBK1206", state.Location, $"nothing leads out of {here}; permit a way on, or declare it with Final(...)");
            }
        }
    }

    private void CheckOrder()
    {
        foreach (var transition in transitions.Where(dead.Contains))
        {
            var place = $"{Spelling.Of(transition.Trigger)} in {Spelling.Of(transition.From)}";
            if (transition.Guard is { } guard)
                Report("RBK1207", transition.Location, $"the guard '{guard}' of {place} is never asked; put it before the unguarded line");
            else
                Report("RBK1208", transition.Location, $"{place} has a second line without a guard; keep one");
        }
    }

    private void CheckContexts()
    {
        foreach (var guards in transitions.Where(t => t.Context is not null).GroupBy(t => t.Trigger))
        {
            var first = guards.First();
            if (guards.FirstOrDefault(t => t.Context != first.Context) is not { } other) continue;
            Report(
                "RBK1210",
                other.Location,
                $"guards of {Spelling.Of(guards.Key)} take {first.Context?.Name} and {other.Context?.Name}; let them take one type");
        }
    }

    private bool IsLiveMove(Transition<TState, TTrigger> transition) =>
        transition.Kind == TransitionKind.Move && !dead.Contains(transition);

    private void Report(string code, SourceLocation location, string message) =>
        problems.Add(new(code, Severity.Error, $"Lifecycle '{name}': {message}.", location));
}
