using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>
/// Whatever a session remembers has to be saved, or the session forgets it when it goes on from a snapshot. When a part or a field is added, these
/// fail: write and read it in <c>Save</c> and <c>Load</c> (or see that nothing of it lasts longer than an evaluation), give
/// <c>SessionState</c> another form when the layout changes, and accept the list with <c>RUNBOOK_ACCEPT=1</c>.
/// </summary>
public sealed class SavedStateTests
{
    private static readonly HashSet<string> Rooms = ["RunbookSdk.Sessions", "RunbookSdk.Time", "RunbookSdk.Facts"];

    [Fact]
    public void Every_part_that_can_be_saved_is()
    {
        var evaluator = EvaluatorOf(new RunbookSession(RuleSet.Create(), DateTimeOffset.UnixEpoch));

        var saved = evaluator.Parts.Select(p => p.Part).ToHashSet<object>(ReferenceEqualityComparer.Instance);

        Assert.Equal(
            PartsWithin(evaluator).Select(p => p.GetType().Name).Order(StringComparer.Ordinal),
            saved.Select(p => p.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Distinct(evaluator.Parts.Select(p => p.Name));
    }

    /// <summary>Fields that can change, of everything that an evaluator leads to.</summary>
    [Fact]
    public void Whatever_can_change_in_a_session_is_known_here() => ApprovedFile.Check(
        "tests/RunbookSdk.Tests/Conventions/SavedState.txt", string.Join('\n', TypesWithin(typeof(Evaluator)).SelectMany(Changing).Order(StringComparer.Ordinal)) + "\n");

    private static Evaluator EvaluatorOf(RunbookSession session) => (Evaluator)typeof(RunbookSession)
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(f => f.FieldType == typeof(Evaluator)).GetValue(session)!;

    private static List<ISavedPart> PartsWithin(object root)
    {
        var (seen, parts, waiting) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new List<ISavedPart>(), new Stack<object>([root]));
        while (waiting.TryPop(out var one))
        {
            if (!IsOurs(one.GetType()) || !seen.Add(one)) continue;
            if (one is ISavedPart part) parts.Add(part);
            foreach (var field in FieldsOf(one.GetType()))
            {
                if (field.GetValue(one) is { } value and not Delegate and not IEnumerable) waiting.Push(value);
            }
        }

        return parts;
    }

    private static HashSet<Type> TypesWithin(Type root)
    {
        var (seen, waiting) = (new HashSet<Type>(), new Stack<Type>([root]));
        while (waiting.TryPop(out var type))
        {
            foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : []) waiting.Push(argument);
            if (type.IsArray) waiting.Push(type.GetElementType()!);
            if (!IsOurs(type) || typeof(Delegate).IsAssignableFrom(type) || !seen.Add(type)) continue;
            foreach (var field in FieldsOf(type)) waiting.Push(field.FieldType);
            foreach (var derived in typeof(Evaluator).Assembly.GetTypes().Where(t => t.BaseType == type)) waiting.Push(derived);
        }

        return seen;
    }

    private static IEnumerable<string> Changing(Type type) =>
        FieldsOf(type).Where(f => f.DeclaringType == type && !f.Name.EndsWith(">P", StringComparison.Ordinal) && (!f.IsInitOnly || IsCollection(f.FieldType)))
            .Select(f => $"{NameOf(type)}.{f.Name.TrimStart('<').Split('>')[0]}");

    private static bool IsCollection(Type type) => type.IsGenericType && !type.IsInterface && typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsOurs(Type type) => type.Namespace is { } room && Rooms.Contains(room) && !type.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name;

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var one = type; one is not null && one != typeof(object); one = one.BaseType)
        {
            foreach (var field in one.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)) yield return field;
        }
    }
}
