using RunbookSdk.Actions;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Matching;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <content>The matches as they stand, in the order of their rules and facts.</content>
internal sealed partial class Agenda : ISavedPart
{
    /// <summary>What the matcher has found again, before the matches are loaded.</summary>
    public IReadOnlyList<MatchChange> Found { get; set; } = [];

    /// <summary>The matches, and what waits of them.</summary>
    public IEnumerable<(string Name, ISavedPart Part)> Parts => [("matches", this), ("numbers", numbers), ("freshness", freshness), ("retries", retries)];

    public void Save(StateWriter writer)
    {
        writer.Write(number);
        var inOrder = states.ToList();
        inOrder.Sort(static (left, right) => CompareSaved(left, right));
        writer.Write(inOrder.Count);
        foreach (var state in inOrder)
        {
            SavedReferences.WriteIdentity(writer, state);
            SaveState(writer, state);
            writer.Add(state);
        }
    }

    public void Load(StateReader reader)
    {
        number = reader.ReadNumber();
        var found = Found.ToDictionary(c => c.Match, c => c.Match, SameMatch.Instance);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (rule, saved) = SavedReferences.ReadIdentity(reader);
            if (!found.Remove(saved, out var match)) match = saved;
            if (match == saved && !rule.IsQuarantined) throw new SavingException($"a match of {rule.Model.Id} stood, and does not match");
            var state = new MatchState(rule, match, this);
            match.State = state;
            LoadState(reader, state);
            if (state.Seen is not null && match != saved) ShareGroups(state.Seen, saved, match);
            states.Add(state);
            reader.Add(state);
        }

        if (found.Keys.FirstOrDefault(m => rules.Find(m.Rule) is { IsQuarantined: false }) is { } more)
            throw new SavingException($"something matches {more.Rule.Id} that did not");
        Found = [];
    }

    /// <summary>The request that a match makes for what is done once.</summary>
    public Request RequestOf(MatchState state, OneShotAction action) => new(
        state,
        approved =>
        {
            if (approved is not null) Do(state, action, approved);
        },
        _ =>
        {
            if (state.IsOpen) Once(state, action);
        });

    private static int CompareSaved(MatchState left, MatchState right)
    {
        var order = left.Rule.Model.Order.CompareTo(right.Rule.Model.Order);
        if (order == 0) order = left.Match.CompareTo(right.Match);
        return order != 0 ? order : left.Number.CompareTo(right.Number);
    }

    private static void SaveState(StateWriter writer, MatchState state)
    {
        writer.Write(state.IsOpen);
        writer.Write(state.HasAsked);
        writer.Write(state.HasEscalated);
        writer.Write(state.BeganAt);
        SavedReferences.WriteNumbers(writer, state);
        writer.WriteAlarm(state);
        writer.WriteValue(state.Asked);
        writer.Write(state.Seen is not null);
        if (state.Seen is not null) writer.WriteValues(state.Seen);
        writer.Write(state.WaitsFor is null ? -1L : state.Match.Facts.Index().First(f => f.Item == state.WaitsFor).Index);
    }

    private void LoadState(StateReader reader, MatchState state)
    {
        state.IsOpen = reader.ReadBoolean();
        state.HasAsked = reader.ReadBoolean();
        state.HasEscalated = reader.ReadBoolean();
        state.BeganAt = reader.ReadInstant();
        SavedReferences.ReadNumbers(reader, state);
        timers.Load(reader, state);
        state.Asked = (StandingAction?)reader.ReadValueOrNull();
        state.Seen = reader.ReadBoolean() ? [.. reader.ReadValues().Cast<object>()] : null;
        var waits = reader.ReadNumber();
        state.WaitsFor = waits < 0 ? null : state.Match.Facts[(int)waits];
    }

    /// <summary>A group that was seen last is the one that the matcher has found again.</summary>
    private static void ShareGroups(object[] seen, Match saved, Match found)
    {
        for (var i = 0; i < seen.Length; i++)
        {
            if (ReferenceEquals(seen[i], saved.Facts[i].Value)) seen[i] = found.Facts[i].Value;
        }
    }

    /// <summary>The same rule and the same facts, whichever object says so.</summary>
    private sealed class SameMatch : IEqualityComparer<Match>
    {
        public static SameMatch Instance { get; } = new();

        public bool Equals(Match? x, Match? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.IsSameAs(y));

        public int GetHashCode(Match obj) => HashOf(obj);
    }
}
