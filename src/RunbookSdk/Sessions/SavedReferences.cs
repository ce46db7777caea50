using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Sessions;

/// <summary>How parts of a session refer to facts, matches and alarms when they are saved.</summary>
internal static class SavedReferences
{
    private enum Form
    {
        Known,
        Gone,
    }

    /// <summary>A fact that the session knows, or a copy of one that only a match has: a group, or one that is gone.</summary>
    public static void WriteFact(this StateWriter writer, KnownFact fact)
    {
        if (writer.Has(fact))
        {
            writer.Write((long)Form.Known);
            writer.Refer(fact);
            return;
        }

        writer.Write((long)Form.Gone);
        writer.Write(fact.Value is GroupValue ? 0 : fact.Sequence);
        writer.Write(fact.ObservedAt);
        writer.WriteValue(fact.Value);
        writer.Add(fact);
    }

    public static KnownFact ReadFact(this StateReader reader)
    {
        if (reader.ReadNumber() == (long)Form.Known) return reader.Refer<KnownFact>();
        var (sequence, observedAt, value) = (reader.ReadNumber(), reader.ReadInstant(), reader.ReadValue());
        var fact = new KnownFact(FactType.Of(value.GetType()), sequence) { Value = value, ObservedAt = observedAt, IsKnown = false };
        reader.Add(fact);
        return fact;
    }

    /// <summary>A match that stands, or a copy of one that has ended and something still speaks of.</summary>
    public static void WriteMatch(this StateWriter writer, MatchState state)
    {
        if (writer.Has(state))
        {
            writer.Write((long)Form.Known);
            writer.Refer(state);
            return;
        }

        writer.Write((long)Form.Gone);
        WriteIdentity(writer, state);
        writer.Write(state.BeganAt);
        WriteNumbers(writer, state);
        writer.Add(state);
    }

    public static MatchState ReadMatch(this StateReader reader, Agenda agenda)
    {
        if (reader.ReadNumber() == (long)Form.Known) return reader.Refer<MatchState>();
        var (rule, match) = ReadIdentity(reader);
        var state = new MatchState(rule, match, agenda) { BeganAt = reader.ReadInstant() };
        ReadNumbers(reader, state);
        reader.Add(state);
        return state;
    }

    /// <summary>A rule and facts: what makes a match.</summary>
    public static void WriteIdentity(StateWriter writer, MatchState state)
    {
        writer.Refer(state.Rule);
        writer.Write((long)state.Match.Facts.Count);
        foreach (var fact in state.Match.Facts) writer.WriteFact(fact);
    }

    public static (RuleRuntime Rule, Match Match) ReadIdentity(StateReader reader)
    {
        var rule = reader.Refer<RuleRuntime>();
        var facts = new KnownFact[reader.ReadCount()];
        for (var i = 0; i < facts.Length; i++) facts[i] = reader.ReadFact();
        return (rule, new Match(rule.Matched, facts, []));
    }

    /// <summary>What tells a match and its decisions from others.</summary>
    public static void WriteNumbers(StateWriter writer, MatchState state)
    {
        writer.Write(state.Number);
        writer.Write((long)state.NumberOfInstant);
        writer.Write((long)state.Requests);
        writer.Write((long)state.Released);
        writer.Write(state.Verifies);
    }

    public static void ReadNumbers(StateReader reader, MatchState state)
    {
        state.Number = reader.ReadNumber();
        (state.NumberOfInstant, state.Requests, state.Released) = (reader.ReadCount(), reader.ReadCount(), reader.ReadCount());
        state.Verifies = reader.ReadTextOrNull();
    }

    public static void Write(this StateWriter writer, Target target)
    {
        writer.Write(target.Kind);
        writer.Write(target.Name);
    }

    public static Target ReadTarget(this StateReader reader) => new(reader.ReadTextOrNull()!, reader.ReadTextOrNull()!);
}
