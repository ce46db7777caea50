using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Explanation;

/// <summary>What a session knows at one instant, as its clauses see it. For one explanation; the session must not go on meanwhile.</summary>
internal sealed class KnownWorld(SourceNetwork network, DateTimeOffset now)
{
    private readonly Dictionary<SourceModel, (IReadOnlyList<KnownFact> List, HashSet<KnownFact> Set)> sources = new(ReferenceEqualityComparer.Instance);

    public DateTimeOffset Now { get; } = now;

    /// <summary>The facts that a source has, in the order in which they became known.</summary>
    public IReadOnlyList<KnownFact> Facts(SourceModel source) => Of(source).List;

    public bool Has(SourceModel source, KnownFact fact) => Of(source).Set.Contains(fact);

    /// <summary>Since when a lasting condition has held for a fact; null when it does not.</summary>
    public DateTimeOffset? SinceOf(SourceModel.Raised raised, KnownFact fact) => (network.Find(raised) as RaisedNode)?.SinceOf(fact);

    /// <summary>The answers of the questions that a bit set names, for the facts of a row; those that are there already stay.</summary>
    public void Answer(QueryClauses query, Row row, ulong questions)
    {
        for (var i = 0; i < query.Questions.Count; i++)
        {
            var bit = 1UL << i;
            if ((questions & bit) == 0 || (row.Asked & bit) != 0) continue;
            row.Answers[i] = Answer(query.Questions[i], row.Values);
            row.Asked |= bit;
        }
    }

    /// <summary>How many facts counted in the answer of a question, and of how many.</summary>
    public (int Counted, int Asked) CountOf(QuestionParts question, object?[] values)
    {
        var facts = Facts(question.Model.Source);
        return (facts.Count(f => question.Counts(values, f.Value)), facts.Count);
    }

    private double Answer(QuestionParts question, object?[] values)
    {
        if (question.Key is { } key && Attempt(() => key(values, [], default)) is null) return Unanswered.Answer;
        var answer = new Aggregate(question.Model.Kind, question.Model.Parameter);
        foreach (var fact in Facts(question.Model.Source))
        {
            if (!question.Counts(values, fact.Value)) continue;
            if (question.Number is not { } number) answer.Add(0, fact);
            else if (Attempt(() => number(values, fact.Value)) is { } value) answer.Add(value, fact);
        }

        return answer.Value;
    }

    /// <summary>What a part of a rule gives; null when it throws, for what throws does not hold and does not count.</summary>
    public static T? Attempt<T>(Func<T> part)
        where T : struct
    {
        try
        {
            return part();
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private (IReadOnlyList<KnownFact> List, HashSet<KnownFact> Set) Of(SourceModel source)
    {
        if (sources.TryGetValue(source, out var known)) return known;
        IReadOnlyList<KnownFact> facts = network.Find(source) is { } node ? [.. node.Facts] : [];
        return sources[source] = (facts, [.. facts]);
    }
}

/// <summary>Facts in some slots of a query, and the answers that are known of them.</summary>
internal sealed class Row(int slots, int questions)
{
    public KnownFact?[] Facts { get; } = new KnownFact?[slots];

    public object?[] Values { get; } = new object?[slots];

    public double[] Answers { get; } = new double[questions];

    /// <summary>Bit set of the answers that are there.</summary>
    public ulong Asked { get; set; }

    public static Row Of(QueryModel query) => new(query.Slots.Count, query.Subqueries.Count);

    public void Set(int slot, KnownFact? fact) => (Facts[slot], Values[slot]) = (fact, fact?.Value);

    public Row With(int slot, KnownFact fact)
    {
        var row = new Row(Facts.Length, Answers.Length) { Asked = Asked };
        Facts.CopyTo(row.Facts, 0);
        Values.CopyTo(row.Values, 0);
        Answers.CopyTo(row.Answers, 0);
        row.Set(slot, fact);
        return row;
    }
}
