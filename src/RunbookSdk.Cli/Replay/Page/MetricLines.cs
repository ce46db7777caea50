using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>
/// Follows the numbers that rules read while facts go by. Of each bucket of time it keeps the least and the greatest value; when there are too many
/// buckets they become twice as wide. What is kept depends on the facts and their order only.
/// </summary>
internal sealed class MetricLines
{
    private readonly Dictionary<Type, Numeric[]> numerics = [];
    private readonly Dictionary<string, Numeric[]> byName = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<(FactType Type, PropertyInfo Member, string Key), MetricLine> lines = [];
    private long width = 1_000;
    private int buckets;
    private long closeAt = long.MinValue;
    private int closeLooks;

    public MetricLines(RuleSet rules)
    {
        var reads = new NumberReads();
        foreach (var expression in rules.Rules.Where(r => !r.IsImplied).SelectMany(r => RuleParts.ExpressionsOf(r.Model))) reads.Visit(expression);
        var known = rules.Rules.SelectMany(r => RuleParts.FactsOf(r.Model)).Select(f => f.ClrType).ToHashSet();
        foreach (var type in reads.Found.GroupBy(p => p.ReflectedType!).Where(g => known.Contains(g.Key)))
            byName[FactType.Of(type.Key).WireName] = numerics[type.Key] = [.. type.Select(p => new Numeric(FactType.Of(type.Key), p))];
    }

    /// <summary>The lines, in the order in which their facts were first seen.</summary>
    public IEnumerable<KeyValuePair<(FactType Type, PropertyInfo Member, string Key), MetricLine>> All => lines;

    /// <summary>Values of facts that were first seen when enough of them were followed.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Takes the numbers of a fact.</summary>
    public void See(in Observation observation)
    {
        if (observation.IsRetraction || !numerics.TryGetValue(observation.Fact.GetType(), out var members)) return;
        var (fact, at) = (observation.Fact, observation.ObservedAt.ToUnixTimeMilliseconds());
        foreach (var (type, member) in members)
            See((type, member, type.KeyText(fact)), Numbers.Of(member.GetValue(fact)), at, () => type.Keys.Select(k => Convert.ToString(k.GetValue(fact), CultureInfo.InvariantCulture) ?? ""));
    }

    /// <summary>Takes the numbers of a fact that a rule derived or the session wrote.</summary>
    public void See(JournalRecord state)
    {
        if (!byName.TryGetValue(state.Name, out var members)) return;
        using var document = JsonDocument.Parse(state.Data);
        if (!document.RootElement.TryGetProperty("value", out var value)) return;
        foreach (var (type, member) in members)
        {
            var number = Member(value, member) is { ValueKind: JsonValueKind.Number } found ? found.GetDouble() : (double?)null;
            See((type, member, state.Key), number, state.At.ToUnixTimeMilliseconds(), () => type.Keys.Select(k => Member(value, k)?.ToString() ?? ""));
        }
    }

    /// <summary>Something was decided: who looks at it wants every value around it.</summary>
    public void LookCloser(DateTimeOffset instant)
    {
        var at = instant.ToUnixTimeMilliseconds();
        if (at < closeAt + PageBounds.CloseApart || closeLooks >= PageBounds.CloseLooks) return;
        (closeAt, closeLooks) = (at, closeLooks + 1);
        foreach (var line in lines.Values) line.LookCloser(at);
    }

    /// <summary>Makes the lines shorter until all of them together have so few points.</summary>
    public static void Shorten(IReadOnlyCollection<MetricLine> drawn, int points)
    {
        while (drawn.Sum(l => l.Points().Count()) > points && drawn.Any(l => l.Count > 2))
        {
            foreach (var line in drawn) line.Halve();
        }
    }

    private void See((FactType Type, PropertyInfo Member, string Key) name, double? value, long at, Func<IEnumerable<string>> key)
    {
        if (value is not { } number || !double.IsFinite(number)) return;
        if (!lines.TryGetValue(name, out var line))
        {
            if (lines.Count >= PageBounds.Lines)
            {
                LeftOut++;
                return;
            }

            lines[name] = line = new([.. key()], width);
        }

        if (line.Add(new(at, number)) && (++buckets > PageBounds.Buckets || line.Count > PageBounds.BucketsOfLine)) Widen();
    }

    private void Widen()
    {
        width *= 2;
        foreach (var line in lines.Values) line.Halve();
        buckets = lines.Values.Sum(l => l.Count);
    }

    private static JsonElement? Member(JsonElement value, PropertyInfo member) =>
        value.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(member.Name), out var found) ? found : null;

    private readonly record struct Numeric(FactType Type, PropertyInfo Member);

    /// <summary>Finds the members that are numbers.</summary>
    private sealed class NumberReads : ExpressionVisitor
    {
        private readonly List<PropertyInfo> found = [];

        public IEnumerable<PropertyInfo> Found => found.Distinct();

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node is { Member: PropertyInfo property, Expression: ParameterExpression fact } && Numbers.Is(property.PropertyType) && fact.Type.GetProperty(property.Name) is { } read)
                found.Add(read);
            return base.VisitMember(node);
        }
    }
}
