using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace RunbookSdk.Lifecycles;

/// <summary>Writes a definition as JSON. Guards and actions go by their words; what they do is code.</summary>
internal static class LifecycleJson
{
    private const int HashDigits = 16;

    public static string HashOf<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle)
        where TState : notnull
        where TTrigger : notnull =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(lifecycle, indented: false))))[..HashDigits];

    /// <summary>The text; indented for people it has the hash, and otherwise it is what the hash is made of.</summary>
    public static string Write<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle, bool indented)
        where TState : notnull
        where TTrigger : notnull
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writer.WriteString("name", lifecycle.Name);
            writer.WriteNumber("version", lifecycle.Version);
            if (indented) writer.WriteString("hash", lifecycle.Id.Hash);
            writer.WriteString("initial", Spelling.Of(lifecycle.Initial));
            if (lifecycle.HasExclusiveGuards) writer.WriteBoolean("exclusiveGuards", true);
            writer.WriteStartArray("states");
            foreach (var state in lifecycle.StateDetails) Write(writer, state);
            writer.WriteEndArray();
            if (indented) Write(writer, lifecycle.Migrations);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>How older versions go on is no part of the hash: the states are the same with it and without it.</summary>
    private static void Write<TState>(Utf8JsonWriter writer, IReadOnlyList<MigrationDeclaration<TState>> migrations)
        where TState : notnull
    {
        if (migrations.Count == 0) return;
        writer.WriteStartArray("migrations");
        foreach (var migration in migrations)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", migration.Version);
            if (migration.Moves.Count + migration.Refusals.Count > 0)
            {
                writer.WriteStartArray("states");
                foreach (var (old, state) in migration.Moves) WriteOld(writer, old, "goTo", Spelling.Of(state));
                foreach (var (old, reason) in migration.Refusals) WriteOld(writer, old, "refuse", reason);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOld(Utf8JsonWriter writer, string old, string effect, string what)
    {
        writer.WriteStartObject();
        writer.WriteString("old", old);
        writer.WriteString(effect, what);
        writer.WriteEndObject();
    }

    private static void Write<TState, TTrigger>(Utf8JsonWriter writer, LifecycleState<TState, TTrigger> state)
        where TState : notnull
        where TTrigger : notnull
    {
        writer.WriteStartObject();
        writer.WriteString("name", Spelling.Of(state.State));
        if (state.Outers.Count > 0) writer.WriteString("within", Spelling.Of(state.Outers[0]));
        foreach (var initial in state.Initial) writer.WriteString("initial", Spelling.Of(initial));
        if (state.IsFinal) writer.WriteBoolean("final", true);
        Write(writer, "entry", state.Entry);
        Write(writer, "exit", state.Exit);
        if (state.Transitions.Count > 0)
        {
            writer.WriteStartArray("transitions");
            foreach (var transition in state.Transitions) Write(writer, transition);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write<TState, TTrigger>(Utf8JsonWriter writer, Transition<TState, TTrigger> transition)
        where TState : notnull
        where TTrigger : notnull
    {
        writer.WriteStartObject();
        if (transition.Cause == TransitionCause.Trigger) writer.WriteString("on", Spelling.Of(transition.Trigger!));
        if (transition.After is { } after) writer.WriteString("after", XmlConvert.ToString(after));
        if (transition.Cause == TransitionCause.Completion) writer.WriteBoolean("automatically", true);
        if (transition.Guard is { } guard) writer.WriteString("when", guard);
        Write(writer, "do", transition.Actions);
        switch (transition.Kind)
        {
            case TransitionKind.Move:
                writer.WriteString(transition.ToHistory ? "goToHistory" : "goTo", Spelling.Of(transition.To));
                break;
            case TransitionKind.Refuse:
                writer.WriteString("refuse", transition.Advice);
                break;
            default:
                writer.WriteBoolean(transition.Kind == TransitionKind.Stay ? "stay" : "ignore", true);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write<TState, TTrigger>(
        Utf8JsonWriter writer, string name, IReadOnlyList<LifecycleAction<TState, TTrigger>> actions)
        where TState : notnull
        where TTrigger : notnull
    {
        if (actions.Count == 0) return;
        writer.WriteStartArray(name);
        foreach (var action in actions) writer.WriteStringValue(action.Description);
        writer.WriteEndArray();
    }
}
