using RunbookSdk.Cli.Operators;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Against;

/// <summary>Prints what is otherwise for people: a line for each decision, with why beneath it.</summary>
internal sealed class ComparisonText(TextWriter output, Timeline timeline, string here, string there)
{
    private const int WordWidth = 10;

    public void Write(Comparison comparison)
    {
        output.WriteLine($"here   {here}");
        output.WriteLine($"there  {there}");
        Write(comparison.Rules, comparison.ChangedFacts);
        foreach (var difference in comparison.Differences) Write(difference);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"facts      {comparison.Facts:N0} read, {comparison.Rejected:N0} rejected"));
        output.WriteLine(FormattableString.Invariant(
            $"decisions  {comparison.Here:N0} here, {comparison.There:N0} there; {comparison.Same:N0} are the same ({comparison.Reworded:N0} in other words)"));
        output.WriteLine(FormattableString.Invariant(
            $"           {comparison.Count(DifferenceKind.Appears):N0} appear, {comparison.Count(DifferenceKind.Vanishes):N0} vanish, {comparison.Count(DifferenceKind.Moves):N0} move, {comparison.Count(DifferenceKind.Changes):N0} change"));
    }

    private void Write(RuleDifferences rules, IReadOnlyList<FactDifference> facts)
    {
        output.WriteLine();
        if (rules.Added.Count + rules.Removed.Count + rules.Changed.Count == 0) output.WriteLine("rules      the same");
        foreach (var fact in facts)
        {
            output.WriteLine($"fact changed     {fact.Name}");
            output.WriteLine($"                 here   {fact.Here}");
            output.WriteLine($"                 there  {fact.There}");
        }

        foreach (var id in rules.Added) output.WriteLine($"rule only here   {id}");
        foreach (var id in rules.Removed) output.WriteLine($"rule only there  {id}");
        foreach (var rule in rules.Changed)
        {
            output.WriteLine($"rule changed     {rule.Id}{(rule.Clauses.Count == 0 ? ": what it asks for, or its settings" : "")}");
            foreach (var clause in rule.Clauses)
            {
                if (clause.Here is not null) output.WriteLine($"                 here   {clause.Here}");
                if (clause.There is not null) output.WriteLine($"                 there  {clause.There}");
            }
        }
    }

    private void Write(Difference difference)
    {
        output.WriteLine();
        output.WriteLine($"{Word(difference.Kind).PadRight(WordWidth)}{timeline.Line(difference.Shown)}");
        if (difference is { Kind: DifferenceKind.Moves, Here: { } here, There: { } there })
        {
            var apart = here.Instant - there.Instant;
            Line($"{Exact(apart.Duration())} {(apart < TimeSpan.Zero ? "earlier" : "later")} here; there at {timeline.At(there.Instant)}");
        }

        foreach (var changed in difference.Changed) Line($"{changed.Name} {changed.Here} here, {changed.There} there");
        if (difference is { Kind: DifferenceKind.Changes, Here: { } mineNow, There: { } theirsNow } && mineNow.Because != theirsNow.Because)
            Line($"there because: {OneLine.Of(theirsNow.Because)}");
        if (difference.Reason is not { } reason) return;
        if (difference.Kind == DifferenceKind.Moves)
            Line($"at {timeline.At(difference.Here!.Instant < difference.There!.Instant ? difference.Here.Instant : difference.There.Instant)}:");
        Line(reason.Text);
        if (reason.Counterpart is { } counterpart) Line($"{(difference.Here is { } mine && (difference.There is null || mine.Instant < difference.There.Instant) ? "here" : "there")} {WhyNot.Line(counterpart)}");
    }

    private void Line(string text) => output.WriteLine($"{"",WordWidth}{text}");

    private static string Exact(TimeSpan time) => time.Seconds == 0 || time.TotalHours >= 1 ? TimeText.Of(time) : FormattableString.Invariant($"{(int)time.TotalMinutes} min {time.Seconds} s");

    private static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Appears => "appears",
        DifferenceKind.Vanishes => "vanishes",
        DifferenceKind.Moves => "moves",
        _ => "changes",
    };
}
