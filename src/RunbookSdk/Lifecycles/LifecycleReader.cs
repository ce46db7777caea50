namespace RunbookSdk.Lifecycles;

/// <summary>Reads a definition from JSON: what the text says becomes a declaration, which is checked as one that is written in code.</summary>
internal sealed class LifecycleReader<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly JsonText text;
    private readonly JsonProblems problems;
    private readonly LifecycleWords<TState> states;
    private readonly LifecycleLineReader<TState, TTrigger> lines;

    public LifecycleReader(JsonText text, LifecycleBehaviours<TState, TTrigger> behaviours)
    {
        this.text = text;
        problems = new(text);
        states = new("state", behaviours.KnownStates);
        lines = new(states, new("trigger", behaviours.KnownTriggers), behaviours, problems);
    }

    public Lifecycle<TState, TTrigger> Read()
    {
        var declaration = ReadAll(text.Read());

        // What is built of half a text has problems of its own, which would only hide those of the text.
        if (problems.HasMistakes) problems.ThrowIfAny([]);
        var layout = new LifecycleLayout<TState, TTrigger>(declaration);
        problems.ThrowIfAny(LifecycleCheck.FindProblems(declaration, layout));
        return new(declaration, layout);
    }

    private LifecycleDeclaration<TState, TTrigger> ReadAll(JsonPart root)
    {
        var json = new JsonObject(root, "a lifecycle", ["$schema", "name", "version", "hash", "initial", "exclusiveGuards", "states", "migrations"], problems);
        json.Require("name");
        json.Require("initial");
        json.Require("states");
        _ = (json.Text("$schema"), json.Text("hash")); // of no use here, and texts all the same
        var declaration = new LifecycleDeclaration<TState, TTrigger>(json.Words("name") ?? "?", json.Number("version") ?? 1)
        {
            IsExclusive = json.Flag("exclusiveGuards"),
        };
        Mention(json, "initial", declaration.Initials);
        foreach (var state in json.List("states")) ReadState(state, declaration);
        foreach (var migration in json.List("migrations")) ReadMigration(migration, declaration);
        return declaration;
    }

    private void ReadState(JsonPart part, LifecycleDeclaration<TState, TTrigger> declaration)
    {
        var json = new JsonObject(part, "a state", ["name", "within", "initial", "final", "entry", "exit", "transitions"], problems);
        json.Require("name");

        // A state whose name is unknown is told, and the rest of it is read for what else is wrong.
        var isKnown = Find(json, "name", out var name);
        var state = new StateDeclaration<TState, TTrigger>(name, json.Flag("final"), problems.At(json.Offset));
        Mention(json, "within", state.Outers);
        Mention(json, "initial", state.Initials);
        state.Entry.AddRange(lines.Actions(json, "entry", LifecycleActionKind.Entry));
        state.Exit.AddRange(lines.Actions(json, "exit", LifecycleActionKind.Exit));
        foreach (var line in json.List("transitions"))
        {
            if (lines.Read(line, name) is { } transition) state.Transitions.Add(transition);
        }

        if (isKnown) declaration.States.Add(state);
    }

    private void ReadMigration(JsonPart part, LifecycleDeclaration<TState, TTrigger> declaration)
    {
        var json = new JsonObject(part, "a migration", ["from", "states"], problems);
        json.Require("from");
        var migration = new MigrationDeclaration<TState>(json.Number("from") ?? 1, problems.At(json.Offset));
        foreach (var state in json.List("states"))
        {
            var line = new JsonObject(state, "a state of a migration", ["old", "goTo", "refuse"], problems);
            line.Require("old");
            var old = line.Words("old") ?? "?";
            var isFound = Find(line, "goTo", out var to);
            if (line.IsObject && line.Has("goTo") == line.Has("refuse"))
                problems.Report(LifecycleCodes.NotOneEffect, line.Offset, "An old state goes on or is refused; write one of: goTo, refuse.");
            else if (isFound)
                migration.Moves.Add((old, to));
            else if (line.Words("refuse") is { } reason)
                migration.Refusals.Add((old, reason));
        }

        declaration.Migrations.Add(migration);
    }

    private void Mention(JsonObject json, string member, List<Mention<TState>> mentions)
    {
        if (Find(json, member, out var state)) mentions.Add(new(state, problems.At(json.OffsetOf(member))));
    }

    private bool Find(JsonObject json, string member, out TState state)
    {
        state = default!;
        return json.Text(member) is { } word && states.TryFind(word, json.OffsetOf(member), problems, out state);
    }
}
