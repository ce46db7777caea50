using System.Text.Json;
using System.Text.Json.Serialization;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>
/// Makes actions again from what the journal says of them; a first attempt takes the same way as one after a restart. Safe to use from any thread.
/// </summary>
internal sealed class ActionReader
{
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);

    // Kept by the instance: the serializer remembers every type that it was asked for, and a script's types must be able to go.
    private readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Makes a reader of the SDK's own actions and further ones.</summary>
    /// <param name="further">Records of actions; what is abstract counts for nothing.</param>
    public ActionReader(params IEnumerable<Type> further) => Add([.. typeof(RunbookAction).Assembly.GetExportedTypes(), .. further]);

    /// <summary>Knows further ones; not while others read. Of two with one name the first counts.</summary>
    /// <param name="further">Records of actions; what is abstract, or none, counts for nothing.</param>
    public void Add(IEnumerable<Type> further)
    {
        foreach (var type in further)
        {
            if (type.IsSubclassOf(typeof(RunbookAction)) && !type.IsAbstract && type.FullName is { } name) types.TryAdd(name, type);
        }
    }

    /// <summary>The record of an action; null when it is not known.</summary>
    public Type? Find(string name) => types.GetValueOrDefault(name);

    /// <summary>The action of a delivery.</summary>
    /// <exception cref="FormatException">Its record cannot be made of what the journal says.</exception>
    public RunbookAction Read(Delivery delivery, RecordedDecision decision)
    {
        if (Find(delivery.ActionType) is not { } type) return Recorded(delivery, decision);
        try
        {
            return (RunbookAction?)JsonSerializer.Deserialize(delivery.Arguments, type, json) ?? throw new FormatException("it is null");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new FormatException(
                $"The action '{delivery.Action}' cannot be made again from the journal as a {type.Name}: {exception.Message} Write it as a record whose parameters are its members.",
                exception);
        }
    }

    private static RunbookAction Recorded(Delivery delivery, RecordedDecision decision)
    {
        var parts = delivery.Target.Split('/', 2);
        var target = new Target(parts[0], parts.ElementAtOrDefault(1) ?? "");
        return delivery.IsStanding
            ? new RecordedStandingAction(delivery.Action, target, decision.Because, decision.Details)
            : new RecordedAction(delivery.Action, target, decision.Because, decision.Details);
    }
}
