using System.Xml;

namespace RunbookSdk.Lifecycles;

/// <summary>Reads the lines of a definition, and what they ask and do.</summary>
internal sealed class LifecycleLineReader<TState, TTrigger>(
    LifecycleWords<TState> states, LifecycleWords<TTrigger> triggers, LifecycleBehaviours<TState, TTrigger> behaviours, JsonProblems problems)
    where TState : notnull
    where TTrigger : notnull
{
    private static readonly string[] Causes = ["on", "after", "automatically"];
    private static readonly string[] Effects = ["goTo", "goToHistory", "stay", "ignore", "refuse"];

    /// <summary>Stands for a guard that nobody knows, so that the rest of the definition can be checked; it is never asked.</summary>
    private static readonly Func<Nothing, bool> UnknownGuard = static _ => false;

    /// <summary>The line; null when it has mistakes, which are told.</summary>
    public Transition<TState, TTrigger>? Read(JsonPart part, TState from)
    {
        var json = new JsonObject(part, "a transition", [.. Causes, "when", "do", .. Effects], problems);
        var cause = One(json, Causes, LifecycleCodes.NotOneCause, "begins with");
        var effect = One(json, Effects, LifecycleCodes.NotOneEffect, "ends with");
        if (cause == "after") CheckTimed(json, effect);
        var draft = ReadCause(json, cause);
        var guard = json.Words("when");
        var actions = Actions(json, "do", LifecycleActionKind.Transition);
        var advice = json.Words("refuse");
        var isFound = TryReadTarget(json, effect, from, out var to);
        if (draft is null || !isFound || (effect == "refuse" && advice is null)) return null;
        if (guard is not null && cause != "after") Ask(draft, guard, json.OffsetOf("when"));
        foreach (var payload in actions.Select(a => a.Payload).OfType<Type>()) draft.Take(payload);
        return new(from, KindOf(effect!), to, draft.Location)
        {
            Cause = draft.Cause,
            Trigger = draft.Trigger,
            After = draft.After,
            Guard = draft.Guard,
            Holds = draft.Holds,
            Payload = draft.Payload,
            OtherPayload = draft.OtherPayload,
            Actions = actions,
            ToHistory = effect == "goToHistory",
            Advice = advice,
        };
    }

    public IReadOnlyList<LifecycleAction<TState, TTrigger>> Actions(JsonObject json, string member, LifecycleActionKind kind)
    {
        var found = new List<LifecycleAction<TState, TTrigger>>();
        foreach (var (words, offset) in json.ManyWords(member))
        {
            if (behaviours.FindAction(words, kind) is { } action) found.Add(action);
            else ReportUnknown(LifecycleCodes.UnknownAction, offset, ("action", "Action"), words, behaviours.ActionWords);
        }

        return found;
    }

    private TransitionDraft<TState, TTrigger>? ReadCause(JsonObject json, string? cause)
    {
        var location = problems.At(json.Offset);
        switch (cause)
        {
            case "on":
                return json.Text("on") is { } word && triggers.TryFind(word, json.OffsetOf("on"), problems, out var trigger)
                    ? new(TransitionCause.Trigger, trigger, null, location)
                    : null;
            case "after":
                return ReadTime(json) is { } time ? new(TransitionCause.Time, default, time, location) : null;
            case "automatically":
                return new(TransitionCause.Completion, default, null, location);
            default:
                return null;
        }
    }

    private TimeSpan? ReadTime(JsonObject json)
    {
        if (json.Text("after") is not { } text) return null;
        var date = text.Split('T')[0];
        try
        {
            if (!date.Contains('Y', StringComparison.Ordinal) && !date.Contains('M', StringComparison.Ordinal)) return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            problems.Report(LifecycleCodes.NotATime, json.OffsetOf("after"), $"'{text}' is no length of time; write P6D for six days, PT1H30M for an hour and a half.");
            return null;
        }

        problems.Report(LifecycleCodes.NotATime, json.OffsetOf("after"), $"'{text}' has months or years, which have no length of their own; write days: P30D.");
        return null;
    }

    private bool TryReadTarget(JsonObject json, string? effect, TState from, out TState to)
    {
        to = from;
        return effect is not null
            && (effect is not ("goTo" or "goToHistory") || (json.Text(effect) is { } word && states.TryFind(word, json.OffsetOf(effect), problems, out to)));
    }

    /// <summary>The one member of a few that is there.</summary>
    private string? One(JsonObject json, string[] names, string code, string verb)
    {
        var there = names.Where(n => n is "automatically" or "stay" or "ignore" ? json.Flag(n) : json.Has(n)).ToList();
        if (there.Count == 1) return there[0];
        if (json.IsObject)
            problems.Report(code, json.Offset, $"A transition {verb} one of: {string.Join(", ", names)}; this one has {(there.Count == 0 ? "none" : string.Join(" and ", there))}.");
        return null;
    }

    /// <summary>Time brings nothing that a guard or an action could take, and it cannot be refused.</summary>
    private void CheckTimed(JsonObject json, string? effect)
    {
        if (json.Has("when")) problems.Report(LifecycleCodes.TimeTakesNone, json.OffsetOf("when"), "Time has no guard; let another state begin when the guard holds, and time lead out of that.");
        if (effect is "stay" or "ignore" or "refuse") problems.Report(LifecycleCodes.TimeTakesNone, json.OffsetOf(effect), $"Time leads somewhere, and '{effect}' does not; write goTo or goToHistory.");
        foreach (var (words, offset) in json.ManyWords("do").Where(w => behaviours.FindAction(w.Words, LifecycleActionKind.Transition) is { Payload: not null }))
            problems.Report(LifecycleCodes.TimeTakesNone, offset, $"The action '{words}' takes what a trigger brings, and time brings nothing; take one that needs nothing.");
    }

    private void Ask(TransitionDraft<TState, TTrigger> draft, string words, int offset)
    {
        draft.Guard = words;
        if (behaviours.FindGuard(words) is { } guard)
        {
            draft.Holds = guard.Holds;
            draft.Take(guard.Payload);
            return;
        }

        draft.Holds = UnknownGuard;
        ReportUnknown(LifecycleCodes.UnknownGuard, offset, ("guard", "Guard"), words, behaviours.GuardWords);
    }

    private void ReportUnknown(string code, int offset, (string What, string Method) kind, string words, IEnumerable<string> known)
    {
        var list = string.Join(", ", known.Select(w => $"'{w}'"));
        problems.Report(code, offset, $"Nobody knows the {kind.What} '{words}'; say what it does with {kind.Method}(...){(list.Length > 0 ? $", or take one of: {list}" : "")}.");
    }

    private static TransitionKind KindOf(string effect) => effect switch
    {
        "stay" => TransitionKind.Stay,
        "ignore" => TransitionKind.Ignore,
        "refuse" => TransitionKind.Refuse,
        _ => TransitionKind.Move,
    };
}
