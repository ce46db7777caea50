using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>What makes automation dangerous: RBK2xxx.</summary>
internal static partial class Ledger
{
    private const string Safety = "Safety";

    public static readonly DiagnosticDescriptor IrreversibleWithoutApproval = Make(
        "RBK2001",
        Safety,
        DiagnosticSeverity.Warning,
        "An action that nothing takes back has no approval of its own",
        "nothing takes '{0}' back, so it waits for anybody's approval for 24 hours; say how many have to approve, within which time and who: .RequireApproval(1, within: Hours(1), of: [\"sre\"])",
        []);

    public static readonly DiagnosticDescriptor StandingWithoutLease = Make(
        "RBK2002",
        Safety,
        DiagnosticSeverity.Warning,
        "An action in force has no lease",
        "'{0}' stays in force when nobody watches any more, even for ever; give it a term that is renewed while its facts are observed: .Lease(Hours(24))",
        []);

    public static readonly DiagnosticDescriptor SelectionMayBeEmpty = Make(
        "RBK2003",
        Safety,
        DiagnosticSeverity.Warning,
        "A selection that may be empty is given to a job as its arguments",
        "'{0}' may be empty, and for many jobs no arguments mean everything; say what the job is over, for an empty list is refused there: over: {0}",
        []);

    public static readonly DiagnosticDescriptor AllOfNothing = Make(
        "RBK2004",
        Safety,
        DiagnosticSeverity.Warning,
        "A condition about all facts holds when there are none",
        "'{0}' holds as well when nothing is known of any {1}; ask for one too: {2}.Any() && ...",
        []);

    public static readonly DiagnosticDescriptor AgainAtEveryCrossing = Make(
        "RBK2005",
        Safety,
        DiagnosticSeverity.Info,
        "An action is asked for again whenever a value crosses a level",
        "'{0}' is asked for each time that '{1}' begins to hold, which a value near its level does again and again; say how often is enough, .Cooldown(Minutes(30)) or .AtMost(1, per: Hours(1)), or how long it has to last, .RaisedWhen(..., lasting: Minutes(5))",
        []);

    public static readonly DiagnosticDescriptor AgainAtEveryChange = Make(
        "RBK2006",
        Safety,
        DiagnosticSeverity.Info,
        "An action is asked for again with every measurement",
        "'{0}' is asked for with every {1} that says something new (AgainOnChange), be that each minute; say how often is enough: .Cooldown(Minutes(30)) or .AtMost(1, per: Hours(1))",
        []);

    public static readonly DiagnosticDescriptor SaidOfNoRule = Make(
        "RBK2007",
        Safety,
        DiagnosticSeverity.Warning,
        "Something is said of every rule, and no rule follows",
        "no rule of this runbook comes after it, so it holds for none; say it before the rules, in the same file or in one that they #load",
        [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor ReachesOut = Make(
        "RBK2020",
        Safety,
        DiagnosticSeverity.Error,
        "A script reaches out of deciding",
        "'{0}' is not for scripts ({1}): a runbook decides by its facts alone, so that the same facts give the same decisions. {2}",
        [WellKnownDiagnosticTags.NotConfigurable, MustNotRun]);
}
