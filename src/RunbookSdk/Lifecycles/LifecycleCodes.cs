namespace RunbookSdk.Lifecycles;

/// <summary>The codes of what can be wrong with a definition; docs/diagnostics.md says what each means.</summary>
internal static class LifecycleCodes
{
    public const string NoInitial = "RBK1201";
    public const string SecondInitial = "RBK1202";
    public const string DeclaredTwice = "RBK1203";
    public const string NoSuchState = "RBK1204";
    public const string Unreachable = "RBK1205";
    public const string DeadEnd = "RBK1206";
    public const string GuardNeverAsked = "RBK1207";
    public const string SecondUnguarded = "RBK1208";
    public const string LeavesFinal = "RBK1209";
    public const string TwoPayloads = "RBK1210";
    public const string WithinItself = "RBK1211";
    public const string WithinTwo = "RBK1212";
    public const string NoInitialInner = "RBK1213";
    public const string ForeignInitial = "RBK1214";
    public const string FinalWithInner = "RBK1215";
    public const string NotOlder = "RBK1216";
    public const string MigratedTwice = "RBK1217";
    public const string LineWithoutEnd = "RBK1218";
    public const string HistoryOfNothing = "RBK1219";
    public const string GuardsOverlap = "RBK1220";
    public const string NoTime = "RBK1221";
    public const string LaterTime = "RBK1222";
    public const string CompletionNowhere = "RBK1223";
    public const string NeverComes = "RBK1224";
    public const string GoesRound = "RBK1225";
    public const string NotJson = "RBK1230";
    public const string WrongType = "RBK1231";
    public const string MissingMember = "RBK1232";
    public const string UnknownMember = "RBK1233";
    public const string MemberTwice = "RBK1234";
    public const string UnknownWord = "RBK1235";
    public const string UnknownGuard = "RBK1236";
    public const string UnknownAction = "RBK1237";
    public const string NotOneCause = "RBK1238";
    public const string NotOneEffect = "RBK1239";
    public const string NotATime = "RBK1240";
    public const string TimeTakesNone = "RBK1241";
    public const string WrongValue = "RBK1242";
}
