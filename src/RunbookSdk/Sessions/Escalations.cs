using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>Wakes people when what a rule asks for was stopped and no person stopped it.</summary>
internal sealed class Escalations(PolicyInForce policy, UndoLog undo, DecisionLog log, Holds holds)
{
    /// <summary>Wakes people because what a match asks for was stopped; a page that is stopped wakes only whom its own rule names.</summary>
    public void Wake(MatchState state, RunbookAction action, string reason, Mode mode)
    {
        if (action.OnlyTells && state.Rule.Model.Settings.EscalatesTo is null) return;
        Wake(state, $"{action.Name} of {action.Target} was stopped: {reason}", mode);
    }

    /// <summary>Wakes whom the rule or the session names, once for a match, unless people want silence or nothing is done at all.</summary>
    public void Wake(MatchState state, string because, Mode mode)
    {
        if (mode == Mode.Observe) return;
        if ((state.Rule.Model.Settings.EscalatesTo ?? policy.EscalatesTo) is not { } team || state.HasEscalated) return;
        var page = new Page(team, because);
        var silence = holds.Find(state, page, log.Now);
        log.Write(state, page, mode, silence is null ? Outcome.Decided : Outcome.Denied, silence?.Because);
        if (silence is not null) return;
        state.HasEscalated = true;
        undo.Add(() => state.HasEscalated = false);
    }
}
