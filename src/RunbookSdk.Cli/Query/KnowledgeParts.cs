using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Query;

/// <summary>A fact and when it was last observed. Immutable.</summary>
/// <typeparam name="T">The fact record.</typeparam>
/// <param name="Fact">The fact.</param>
/// <param name="At">When.</param>
public sealed record Observed<T>(T Fact, DateTimeOffset At);

/// <summary>A fact record that can be asked for. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Known">How many facts of it are known.</param>
/// <param name="Members">Its members with their types; those of its key have a star.</param>
/// <param name="Origin">Who declares it: the SDK, or the runbooks.</param>
public sealed record KnownFactType(string Name, int Known, string Members, string Origin)
{
    internal static KnownFactType Of(Type type, SessionSnapshot snapshot)
    {
        var keys = FactType.Of(type).Keys.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        var members = type.GetProperties().Where(p => p.CanWrite).OrderBy(p => p.MetadataToken)
            .Select(p => $"{p.PropertyType.ShortName()} {p.Name}{(keys.Contains(p.Name) ? "*" : "")}");
        var origin = type.Assembly == typeof(RuleBook).Assembly ? "sdk" : "runbooks";
        return new(type.Name, snapshot.Facts(type).Count(), string.Join(", ", members), origin);
    }
}

/// <summary>Something that can change although no fact arrives. Immutable.</summary>
/// <param name="Due">When.</param>
/// <param name="What">What, in words.</param>
public sealed record DueTimer(DateTimeOffset Due, string What);

/// <summary>A rule and how it stands. Immutable.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Mode">How far it may go.</param>
/// <param name="Matches">How many matches of it stand.</param>
/// <param name="IsQuarantined">True when it is set aside after too many faults.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record KnownRule(string Id, Mode Mode, int Matches, bool IsQuarantined, string Description, string Place)
{
    internal static KnownRule Of(Rule rule, SessionSnapshot snapshot) => new(
        rule.Id, rule.Mode, snapshot.Matches(rule.Id).Count(), snapshot.QuarantinedRules.Contains(rule.Id), rule.Description, rule.Location.ToString());
}
