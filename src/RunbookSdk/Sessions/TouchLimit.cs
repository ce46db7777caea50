using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Sessions;

/// <summary>
/// How much a rule may touch at one time: so many targets, a share of a selection, and so much as leaves enough of it available. An empty
/// selection is an error, never everything.
/// </summary>
internal sealed class TouchLimit(FactStore store, ActiveTargets active) : ILimit
{
    private const int FewNames = 3;

    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        var touches = action.Touches;
        if (touches.Count == 0)
            return Stop.Denied($"what {action.Name} of {action.Target} is over is empty, and nothing never means everything; say what it is over");
        var model = state.Rule.Model;
        if (model.Settings.MostTargets is null && model.Selections.Count == 0) return null;
        HashSet<Target> touched = [.. active.Of(model.Id), .. touches];
        if (model.Settings.MostTargets is { } most && touched.Count > most) return Stop.Waiting(TooMany(model, most, $"{most}"));
        foreach (var selection in model.Selections)
        {
            if (Counted(model, selection, action, touched, now) is { } stop) return stop;
        }

        return null;
    }

    /// <summary>What cannot be counted may be anything.</summary>
    private Stop? Counted(RuleModel model, SelectionModel selection, RunbookAction action, HashSet<Target> touched, DateTimeOffset now)
    {
        try
        {
            return Find(model, selection, action, touched, now);
        }
#pragma warning disable CA1031 // A condition may throw anything; it is not known then how much may be touched.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Stop.Waiting($"what {selection.Of} holds cannot be counted ({exception.Message}); correct the condition of the rule");
        }
    }

    private Stop? Find(RuleModel model, SelectionModel selection, RunbookAction action, HashSet<Target> touched, DateTimeOffset now)
    {
        var parts = Count(selection, [.. touched.Select(t => t.Name)], [.. action.Touches.Select(t => t.Name)], now, out var strangers, out var areAllMembers);
        if (parts.Count == 0)
            return Stop.Waiting($"{selection.Of} is empty, and an empty selection never means everything; {model.Id} touches nothing until such facts are known");
        foreach (var part in parts)
        {
            if (areAllMembers && !part.IsAskedFor) continue;
            if (Find(model, selection, part, strangers) is { } stop) return stop;
        }

        return null;
    }

    private Stop? Find(RuleModel model, SelectionModel selection, Part part, int strangers)
    {
        var count = selection.CountOf(part.Size);
        var which = selection.By is null ? $"{selection.Of}" : string.Create(CultureInfo.InvariantCulture, $"{selection.Of} by {part.Key}");
        if (selection.Available is null)
        {
            return part.Touched + strangers <= count ? null : Stop.Waiting(TooMany(
                model, count, string.Create(CultureInfo.InvariantCulture, $"{count} ({selection.Share} of the {part.Size} in {which})")));
        }

        var left = Math.Max(0, part.Left - strangers);
        return left >= count ? null : Stop.Waiting(string.Create(
            CultureInfo.InvariantCulture,
            $"of {part.Size} in {which} {left} would be left available, and {count} have to stay; it is asked for again when more of them are"));
    }

    /// <summary>Counts a selection, part by part in the order in which they became known.</summary>
    private List<Part> Count(
        SelectionModel selection, HashSet<string> touched, HashSet<string> askedFor, DateTimeOffset now, out int strangers, out bool areAllMembers)
    {
        var (parts, byKey) = (new List<Part>(), new Dictionary<object, Part>());
        (strangers, var asked) = (touched.Count, askedFor.Count);
        foreach (var fact in store.FactsOf(selection.Type))
        {
            if (!SelectionModel.Holds(selection.Of, fact.Value)) continue;
            var key = selection.PartOf(fact.Value);
            if (!byKey.TryGetValue(key, out var part)) parts.Add(byKey[key] = part = new Part(key));
            part.Size++;
            var name = Target.Of("", selection.Type.KeyText(fact.Value)).Name;
            if (touched.Contains(name))
            {
                part.Touched++;
                strangers--;
                if (!askedFor.Contains(name)) continue;
                part.IsAskedFor = true;
                asked--;
            }
            else if (selection.Available is { } available && IsYoung(selection, fact, now) && SelectionModel.Holds(available, fact.Value)) part.Left++;
        }

        areAllMembers = asked == 0;
        return parts;
    }

    private static bool IsYoung(SelectionModel selection, KnownFact fact, DateTimeOffset now) =>
        selection.MaxAge is not { } age || now < fact.ObservedAt + age;

    private string TooMany(RuleModel model, int most, string words)
    {
        var standing = active.Of(model.Id).Select(t => t.ToString()).Order(StringComparer.Ordinal).ToList();
        var few = standing.Count == 0 ? "none stands" : $"{string.Join(", ", standing.Take(FewNames))}{(standing.Count > FewNames ? ", ..." : "")} {(standing.Count == 1 ? "stands" : "stand")}";
        var when = most == 0 ? "know more of them, or allow a greater share" : "it is asked for again when one of them ends";
        return $"{model.Id} may touch {words} at one time and {few}; {when}";
    }

    /// <summary>A part of a selection, as it would be.</summary>
    private sealed class Part(object key)
    {
        public object Key { get; } = key;

        public int Size { get; set; }

        /// <summary>How many are touched, those that are asked for now among them.</summary>
        public int Touched { get; set; }

        /// <summary>How many are not touched, and available.</summary>
        public int Left { get; set; }

        /// <summary>True when something in it is asked for now.</summary>
        public bool IsAskedFor { get; set; }
    }
}
