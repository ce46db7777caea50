using System.Reflection;
using System.Runtime.CompilerServices;
using RunbookSdk.Actions;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Query;

/// <summary>A column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="Of">Its value of an item.</param>
internal sealed record QueryColumn(string Name, Func<object, object?> Of);

/// <summary>What of an item is shown, and how it is called. Looked up once for each type of a result.</summary>
internal static class QueryColumns
{
    /// <summary>Of these the whole is too much for a line; what is left out can be selected, and stands in JSON.</summary>
    private static readonly Dictionary<Type, IReadOnlyList<QueryColumn>> Chosen = new()
    {
        [typeof(RecordedDecision)] = [.. Members<RecordedDecision>("Number", "Instant", "Rule", "ActionName", "Target", "Mode", "Outcome", "Approvers", "Because")],
        [typeof(ActionInForce)] = [.. Members<ActionInForce>("Action", "Rule", "Since", "LeaseUntil"), Because<ActionInForce>(a => a.Action)],
        [typeof(WaitingProposal)] =
            [.. Members<WaitingProposal>("Number", "Action", "Rule", "ProposedAt", "DeniedAt", "Needed", "Approvers"), Because<WaitingProposal>(p => p.Action)],
    };

    /// <summary>The columns of an item that people see; none when it is one thing.</summary>
    public static IReadOnlyList<QueryColumn> Of(object item) => Chosen.GetValueOrDefault(item.GetType()) ?? AllOf(item);

    /// <summary>All members of an item; none when it is one thing.</summary>
    public static IReadOnlyList<QueryColumn> AllOf(object item)
    {
        var type = item.GetType();
        if (ValueText.IsScalar(item)) return [];
        if (GroupingOf(type) is { } grouping) return [new("Key", i => grouping.GetProperty("Key")!.GetValue(i)), new("Values", i => i)];
        if (item is System.Collections.IEnumerable) return [];
        if (item is ITuple) return [.. type.GetFields().Where(f => !f.IsStatic).Select(f => new QueryColumn(f.Name, f.GetValue))];
        return [.. Readable(type).Select(p => new QueryColumn(p.Name, i => ValueOf(p, i)))];
    }

    /// <summary>One member that throws keeps nobody from the others: a fact may compute what is not there.</summary>
    private static object? ValueOf(PropertyInfo member, object item)
    {
        try
        {
            return member.GetValue(item);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner and not OperationCanceledException)
        {
            return $"throws {inner.GetType().Name}";
        }
    }

    /// <summary>The members that a value shows, in the order of their declaration.</summary>
    private static IEnumerable<PropertyInfo> Readable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanRead && p.GetIndexParameters().Length == 0).OrderBy(p => p.MetadataToken);

    private static Type? GroupingOf(Type type) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>));

    private static IEnumerable<QueryColumn> Members<T>(params IEnumerable<string> names) =>
        names.Select(n => new QueryColumn(n, typeof(T).GetProperty(n)!.GetValue));

    private static QueryColumn Because<T>(Func<T, RunbookAction> action) => new("Because", i => action((T)i).Because);
}
