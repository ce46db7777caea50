using System.Linq.Expressions;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>What the actions are called that decisions can be about.</summary>
internal static class ActionWords
{
    private const string Release = "release";

    private static readonly IReadOnlyList<string> OfTheSdk =
    [
        .. typeof(RunbookAction).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RunbookAction)) && !t.IsAbstract)
            .Select(t => JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name)).Append(Release).Order(StringComparer.Ordinal),
    ];

    /// <summary>Every word; null when a rule asks for an action that is not of the SDK, for such a one may be called anything.</summary>
    public static IReadOnlyCollection<string>? Of(RuleSet rules) => rules.Rules.All(r => IsOfTheSdk(r.Model.Projection)) ? OfTheSdk : null;

    private static bool IsOfTheSdk(Expression projection)
    {
        var type = projection is ConstantExpression { Value: { } value } ? value.GetType() : projection.Type;
        return !type.IsAssignableTo(typeof(RunbookAction)) || (!type.IsAbstract && type.Assembly == typeof(RunbookAction).Assembly);
    }
}
