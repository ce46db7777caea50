using System.Text.RegularExpressions;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Sessions;
using AutomationHold = RunbookSdk.Actions.Hold;
using WordScope = RunbookSdk.Actions.Scope;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What the limits of a case forbid, said plainly, over the decisions that came and how things stand.</summary>
internal sealed partial class GateRules(GateCase gate)
{
    private readonly List<Decision> decided = [];
    private readonly HashSet<string> woken = new(StringComparer.Ordinal);

    public void Check(Evaluation evaluation, SessionSnapshot before, SessionSnapshot after)
    {
        foreach (var decision in evaluation.Decisions.Where(d => d.Outcome == Outcome.Decided))
        {
            if (decision.Action is AutomationHold or Page) continue;
            CheckTimes(decision);
            CheckPeople(decision, decision.Instant == after.Now ? after : before);
            decided.Add(decision);
        }

        if (gate.Options % 4 >= 2) Assert.InRange(decided.Count(d => after.Now < d.Instant.AddMinutes(15)), 0, 3);
        CheckHowMuch(evaluation, after);
        CheckWaking(evaluation);
        CheckWaiting(after);
    }

    private IReadOnlyList<int> WordsOf(string rule) => rule == "suspend" ? gate.Suspend : gate.Restart;

    private bool Says(string rule, string word) => GateCase.Says(WordsOf(rule), word);

    private void CheckTimes(Decision decision)
    {
        var earlier = decided.Where(d => d.Rule == decision.Rule && d.Target == decision.Target).ToList();
        if (Says(decision.Rule, "cooldown")) Assert.DoesNotContain(earlier, d => decision.Instant < d.Instant.AddMinutes(7));
        if (Says(decision.Rule, "at-most")) Assert.InRange(earlier.Count(d => decision.Instant < d.Instant.AddMinutes(20)), 0, 1);
    }

    private void CheckPeople(Decision decision, SessionSnapshot then)
    {
        var (rule, target, now) = (decision.Rule, decision.Target, decision.Instant);
        bool Covers(string scope) => WordScope.Covers(scope, rule, target);
        Assert.DoesNotContain(then.Facts<Pause>(), p => Covers(p.Scope));
        Assert.DoesNotContain(then.Facts<Silence>(), s => Covers(s.Scope) && s.Begins <= now && now < s.Ends);
        Assert.DoesNotContain(then.Facts<MaintenanceWindow>(), w => Covers(w.Scope) && w.At <= now && now < w.Expires && IsOpen(w, now));
        if (Says(rule, "only-during")) Assert.Contains(then.Facts<MaintenanceWindow>(), w => w.Id == "w0" && IsOpen(w, now));
        var needed = Says(rule, "approvals") ? 2 : Says(rule, "approval") || Says(rule, "propose") || then.Facts<ProposeOnly>().Any(p => Covers(p.Scope)) ? 1 : 0;
        // The later of two words about approvals holds.
        Assert.InRange(decision.Approvers.Count, needed, 2);
        Assert.Equal(decision.Approvers.Count, decision.Approvers.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        if (Says(rule, "approvals")) Assert.DoesNotContain(decision.Approvers, a => a is "ben");
    }

    /// <summary>Every so many minutes of the hour, for some minutes; without a look at zones, whose hours all begin alike.</summary>
    private static bool IsOpen(MaintenanceWindow window, DateTimeOffset now)
    {
        if (now < window.At || now >= window.Expires) return false;
        var every = int.Parse(window.Schedule[2..window.Schedule.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(0, (int)window.Lasting.TotalMinutes + 1).Select(back => now.AddMinutes(-back))
            .Select(m => m.AddTicks(-(m.Ticks % TimeSpan.TicksPerMinute)))
            .Any(opens => opens.Minute % every == 0 && opens <= now && now < opens + window.Lasting);
    }

    private void CheckHowMuch(Evaluation evaluation, SessionSnapshot after)
    {
        var inForce = after.InForce.Count(a => a.Rule == "suspend");
        if (Says("suspend", "one-target") && !Says("suspend", "two-targets")) Assert.InRange(inForce, 0, 1);
        if (Says("suspend", "two-targets")) Assert.InRange(inForce, 0, 2);
        if (Says("suspend", "share")) Assert.InRange(inForce, 0, 2);
        if (!evaluation.Decisions.Any(d => d.Action is Suspend && d.Outcome == Outcome.Decided && d.Instant == after.Now)) return;
        var available = after.Facts<Component>().Count(c => c.Status == ComponentStatus.Operational);
        if (Says("suspend", "keep") || Says("suspend", "keep-share")) Assert.InRange(available, 3, GateCase.Clusters);
    }

    /// <summary>Nobody is woken twice for one match because something is stopped.</summary>
    private void CheckWaking(Evaluation evaluation)
    {
        foreach (var page in evaluation.Decisions.Where(d => d.Action is Page && d.Outcome == Outcome.Decided))
        {
            var match = string.Join('|', page.Facts.Select(f => f.Key)) + SecondOfMatch().Replace(page.IdempotencyKey, "");
            Assert.True(woken.Add(match), $"{page.Target} is woken again: {page.Because}");
        }
    }

    [GeneratedRegex("/[0-9]+$")]
    private static partial Regex SecondOfMatch();

    /// <summary>What waits is stopped by something: once nothing can, nothing waits.</summary>
    private void CheckWaiting(SessionSnapshot after)
    {
        var people = after.Facts<Pause>().Any() || after.Facts<Silence>().Any() || after.Facts<MaintenanceWindow>().Any();
        if (people || after.InForce.Any(a => a.Action is AutomationHold)) return;
        string[] waiting = ["one-target", "two-targets", "share", "keep", "keep-share", "only-during"];
        foreach (var held in after.Held) Assert.Contains(waiting, word => Says(held.Rule, word));
        if (after.InForce.Any(a => a.Rule == "suspend") || !WordsOf("suspend").All(w => GateCase.Words[w].Name is "one-target" or "two-targets" or "share" or "escalate")) return;
        Assert.DoesNotContain(after.Held, h => h.Rule == "suspend");
    }
}
