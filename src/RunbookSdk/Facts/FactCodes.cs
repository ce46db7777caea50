namespace RunbookSdk.Facts;

/// <summary>Codes of what can be wrong with facts that are read. Stable: people and tools search for them.</summary>
internal static class FactCodes
{
    public const string NotJson = "RBK4001";
    public const string NotAnObject = "RBK4002";
    public const string MissingAttribute = "RBK4003";
    public const string WrongAttribute = "RBK4004";
    public const string Twice = "RBK4005";
    public const string UnknownType = "RBK4006";
    public const string NotAnInstant = "RBK4007";
    public const string NoZone = "RBK4008";
    public const string MissingMember = "RBK4009";
    public const string WrongMember = "RBK4010";
    public const string NotFinite = "RBK4011";
    public const string NullMember = "RBK4012";
    public const string RefusedByRecord = "RBK4013";
    public const string LineTooLong = "RBK4014";
    public const string NoKeyToRetract = "RBK4015";
    public const string WrongColumns = "RBK4016";
    public const string NotANumber = "RBK4017";
    public const string ClockChange = "RBK4018";
    public const string Future = "RBK4019";
    public const string CatalogName = "RBK4022";
    public const string UnreadableRecord = "RBK4023";
}
