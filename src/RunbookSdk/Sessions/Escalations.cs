using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>Wakes people when what a rule asks for was stopped and no person stopped it.</summary>
internal sealed class Escalations(SessionOptions options, UndoLog undo, DecisionLog log, Holds holds)
{
    /// <summary>Wakes whom the rule or the session names, once for a match, unless people want silence.</summary>
    public void Wake(MatchState state, RunbookAction action, string reason, Mode mode)
    {
        var team = state.Rule.Model.Settings.EscalatesTo ?? (action.OnlyTells ? null : options.EscalatesTo);
        if (team is null || state.HasEscalated) return;
        var page = new Page(team, $"{action.Name} of {action.Target} was stopped: {reason}");
        var silence = holds.Find(state, page, log.Now);
        log.Write(state, page, mode, silence is null ? Outcome.Decided : Outcome.Denied, silence?.Because);
        if (silence is not null) return;
        state.HasEscalated = true;
        undo.Add(() => state.HasEscalated = false);
    }
}
