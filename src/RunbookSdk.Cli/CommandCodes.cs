using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli;

/// <summary>Codes of what can be wrong with a command line and the files that it names.</summary>
internal static class CommandCodes
{
    public const string NoSuchPath = "RBK0001";
    public const string NotJson = "RBK0002";
    public const string WrongMember = "RBK0003";
    public const string NoFacts = "RBK0004";
    public const string Unreadable = "RBK0005";
    public const string EmptyFolder = "RBK0006";
    public const string NotAnInstant = "RBK0007";
    public const string NoSuchZone = "RBK0008";
    public const string Conflict = "RBK0009";
    public const string NotWritable = "RBK0010";
    public const string UnknownKind = "RBK0011";
    public const string NotATime = "RBK0012";
    public const string NoSuchLifecycle = "RBK0013";
    public const string OutputNotWritable = "RBK0014";
    public const string EmptyState = "RBK0015";
    public const string NothingSaid = "RBK0016";
    public const string NothingWaits = "RBK0017";
    public const string NotAScope = "RBK0018";
    public const string NotStopped = "RBK0019";
    public const string NothingMatches = "RBK0020";
    public const string NotAFilter = "RBK0021";
    public const string NoSuchIncident = "RBK0022";
    public const string StateExists = "RBK0023";
    public const string NoSuchHandlers = "RBK0025";
    public const string NoSuchVariable = "RBK0026";
    public const string HandlerOptions = "RBK0027";
    public const string DeadLetter = "RBK0028";
    public const string NotAName = "RBK0029";
    public const string Exists = "RBK0030";
    public const string ChangedMeanwhile = "RBK0031";
    public const string NotMended = "RBK0032";
    public const string NothingToExplain = "RBK0037";
    public const string NoSuchRule = "RBK0038";
    public const string NoSuchKey = "RBK0039";
    public const string TooEarly = "RBK0045";
    public const string QueryThrew = "RBK0046";
    public const string QueryStopped = "RBK0047";
    public const string NotACommand = "RBK0048";
    public const string PageNotWritable = "RBK0053";
    public const string NotADelivery = "RBK0060";
    public const string NotSettled = "RBK0061";
    public const string NotABudget = "RBK0062";
    public const string OtherEnding = "RBK0063";
    public const string OutputLost = "RBK0067";
    public const string NoQuery = "RBK0068";
    public const string NoSuchFact = "RBK0073";

    /// <summary>An error that ends the command.</summary>
    public static RunbookException Refuse(string code, string message, SourceLocation? location = null) =>
        new(new Diagnostic(code, Severity.Error, message, location ?? SourceLocation.None));
}
