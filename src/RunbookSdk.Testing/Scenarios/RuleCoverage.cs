using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Explanation;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// Which rules matched while scenarios ran, and which clauses were seen to hold and to fail. A clause that names a source has one side: there
/// was such a fact. For one thread at a time.
/// </summary>
public sealed class RuleCoverage
{
    private readonly List<RuleReach> rules = [];
    private readonly Dictionary<RuleSet, List<RuleReach>> sets = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rules of every set that scenarios were run with, in the order in which they came; a rule of one place counts once.</summary>
    public IReadOnlyList<RuleReach> Rules => rules;

    /// <summary>How many rules matched.</summary>
    public int RulesReached => rules.Count(r => r.HasMatched);

    /// <summary>How many sides of clauses were seen.</summary>
    public int SidesReached => rules.Sum(r => r.Clauses.Sum(c => c.SidesReached));

    /// <summary>How many sides the clauses have.</summary>
    public int Sides => rules.Sum(r => r.Clauses.Sum(c => c.Sides));

    /// <summary>Share of the rules that matched, 0 to 100; 100 when there is none.</summary>
    public double RulePercent => rules.Count == 0 ? 100 : 100.0 * RulesReached / rules.Count;

    /// <summary>Share of the sides that were seen, 0 to 100; 100 when there is none.</summary>
    public double ClausePercent => Sides == 0 ? 100 : 100.0 * SidesReached / Sides;

    /// <summary>What was not reached: a line for each rule that never matched and each clause that was seen from one side only, or from none.</summary>
    public IReadOnlyList<string> Missing => [.. rules.SelectMany(r => r.Missing)];

    /// <summary>Adds the rules of a set, so that those count that no scenario reaches.</summary>
    /// <param name="set">The rules.</param>
    public void Add(RuleSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!sets.ContainsKey(set)) sets[set] = [.. set.Rules.Where(r => !r.IsImplied).Select(Find)];
    }

    /// <summary>Both shares in a line. They are rounded down: what is not all of it is never shown as 100%, nor what is below a threshold as that.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"coverage: {RulesReached} of {rules.Count} rules ({Down(RulePercent):0.0}%), {SidesReached} of {Sides} sides of clauses ({Down(ClausePercent):0.0}%)");

    /// <summary>Takes what became of an evaluation.</summary>
    internal void Take(RunbookSession session, Evaluation evaluation)
    {
        Add(session.Rules);
        foreach (var reach in sets[session.Rules].Where(r => !r.IsComplete)) reach.Take(session, evaluation);
    }

    private static double Down(double percent) => Math.Floor(percent * 10) / 10;

    private RuleReach Find(Rule rule)
    {
        if (rules.Find(r => r.Id == rule.Id && r.Location == rule.Location && r.Clauses.Count == Explainer.ClausesOf(rule.Model).All.Count) is { } known) return known;
        var reach = new RuleReach(rule);
        rules.Add(reach);
        return reach;
    }
}

/// <summary>How far scenarios reached into a rule.</summary>
public sealed class RuleReach
{
    private readonly List<ClauseReach> clauses;

    internal RuleReach(Rule rule)
    {
        (Id, Location) = (rule.Id, rule.Location);
        clauses = [.. Explainer.ClausesOf(rule.Model).All.Select(c => new ClauseReach(c.Text, c.Location, HasOneSide(c)))];
    }

    /// <summary>Id of the rule.</summary>
    public string Id { get; }

    /// <summary>Where it is declared.</summary>
    public SourceLocation Location { get; }

    /// <summary>True when some facts passed all its clauses.</summary>
    public bool HasMatched { get; private set; }

    /// <summary>Its clauses in the order in which they are asked.</summary>
    public IReadOnlyList<ClauseReach> Clauses => clauses;

    internal bool IsComplete { get; private set; }

    internal IEnumerable<string> Missing => HasMatched
        ? clauses.Where(c => c.SidesReached < c.Sides).Select(c => $"{c.Location}: {Id}: {c.Side}: {c.Text}")
        : [$"{Location}: {Id}: never matches"];

    internal void Take(RunbookSession session, Evaluation evaluation)
    {
        if (session.Rules.Rules.FirstOrDefault(r => r.Id == Id) is not { } rule) return;
        // A match may begin and end within one evaluation, for what it asks for can end it; afterwards nothing of it is to be seen.
        if (evaluation.Decisions.Any(d => d.Rule == Id)) HoldAll();
        var walk = session.Look(network => QueryWalk.Through(rule.Model, Explainer.ClausesOf(rule.Model), new KnownWorld(network, session.Now)));
        for (var i = 0; i < clauses.Count; i++) clauses[i].Take(walk.Counts[i].Reached, walk.Counts[i].Passed);
        HasMatched |= walk.Rows.Count > 0;
        IsComplete = HasMatched && clauses.TrueForAll(c => c.SidesReached == c.Sides);
    }

    private void HoldAll()
    {
        HasMatched = true;
        foreach (var clause in clauses) clause.Take(reached: 1, passed: 1);
    }

    /// <summary>Where facts come from has no condition that could fail.</summary>
    private static bool HasOneSide(Clause clause) => clause is Clause.From or Clause.Grouping;
}

/// <summary>What was seen of a clause.</summary>
public sealed class ClauseReach
{
    private readonly bool hasOneSide;

    internal ClauseReach(string text, SourceLocation location, bool hasOneSide) => (Text, Location, this.hasOneSide) = (text, location, hasOneSide);

    /// <summary>The clause.</summary>
    public string Text { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>True when it held for some facts that came to it.</summary>
    public bool HasHeld { get; private set; }

    /// <summary>True when it did not hold for some.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>1 or 2.</summary>
    public int Sides => hasOneSide ? 1 : 2;

    /// <summary>How many of them were seen.</summary>
    public int SidesReached => (HasHeld ? 1 : 0) + (HasFailed && !hasOneSide ? 1 : 0);

    internal string Side => HasHeld ? "never fails" : HasFailed ? "never holds" : "never reached";

    internal void Take(int reached, int passed)
    {
        HasHeld |= passed > 0;
        HasFailed |= passed < reached;
    }
}
