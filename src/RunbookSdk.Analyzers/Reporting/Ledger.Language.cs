using Microsoft.CodeAnalysis;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>What is wrong with the language: RBK1xxx.</summary>
internal static partial class Ledger
{
    public static readonly DiagnosticDescriptor IdNotKebabCase = Error(
        RuleCodes.IdNotKebabCase, Language, "The id of a rule is not kebab-case", RuleCodes.IdNotKebabCaseMessage);

    public static readonly DiagnosticDescriptor IdTwice = Error(
        RuleCodes.IdTwice, Language, "Two rules have one id", RuleCodes.IdTwiceMessage, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NeverTrue = Warning(
        "RBK1050", Language, "A condition is never true", "'{0}' is never true, for {1}; {2}");

    public static readonly DiagnosticDescriptor AlwaysTrue = Warning(
        "RBK1051", Language, "A condition is always true", "'{0}' is always true; leave it out, or write what was meant (mostly '&&' instead of '||')");

    public static readonly DiagnosticDescriptor RaisedWithoutClear = Warning(
        "RBK1052",
        Language,
        "A threshold raises, and no level clears it",
        "'{0}' raises, and ends as soon as that does not hold: around the level the rule flaps. Say what clears it: .ClearedWhen(...) with a level on the other side of a gap");

    public static readonly DiagnosticDescriptor ClearsWhereItRaises = Warning(
        "RBK1053",
        Language,
        "A condition clears where it raises",
        "'{0}' clears while '{1}' raises still: for such values it is neither. Leave a gap between the two levels");

    public static readonly DiagnosticDescriptor BareThreshold = Suggestion(
        "RBK1054",
        Language,
        "An action in force hangs on one level",
        "the action ends and begins with every crossing of '{0}'; write Facts<T>().RaisedWhen(...).ClearedWhen(...) with two levels");

    public static readonly DiagnosticDescriptor DateWithoutZone = Error(
        "RBK1055", Language, "A date or a time has no zone", "'{0}' has no zone, so it is another instant on every machine; write {1}");

    public static readonly DiagnosticDescriptor NoDate = Error(
        "RBK1056",
        Language,
        "A text is no date",
        "'{0}' is not a date; write '2019-09-19 Europe/Oslo', '2019-09-18 11:24 Europe/Oslo' or '2019-09-18T11:24:00+02:00'");

    public static readonly DiagnosticDescriptor NoVersion = Error(
        "RBK1057", Language, "A text is no version", "'{0}' is not a version; write numbers with dots, such as 11.5 or v11.5.2");

    public static readonly DiagnosticDescriptor WallClock = Error(
        "RBK1058",
        Language,
        "A runbook reads the clock or the zone of the machine",
        "'{0}' is the machine's; a replay would decide something else. In a rule write Now, and name zones: Local(Now, \"Europe/Oslo\")");

    public static readonly DiagnosticDescriptor Chance = Error(
        "RBK1059",
        Language,
        "A runbook depends on chance",
        "'{0}' differs from run to run; a replay would decide something else. Make names of what is known, such as the key of a fact");

    public static readonly DiagnosticDescriptor NoFact = Warning(
        "RBK1060", Language, "A rule asks for something that is never a fact", "{0} {1}; the rule cannot match");

    public static readonly DiagnosticDescriptor FactOfNobody = Warning(
        "RBK1061",
        Language,
        "A rule asks for a fact that nobody makes",
        "no rule makes {0}, and '{1}' in .editorconfig does not name it among what comes from outside; the rule cannot match",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor QueryOfNobody = Warning(
        "RBK1062", Language, "A query is no rule's", "this query is never used, so it decides nothing; give it to Rule(\"id\", ...)");

    public static readonly DiagnosticDescriptor FactNotUsed = Warning(
        "RBK1063",
        Language,
        "A rule matches facts of which it asks nothing",
        "nothing is asked of '{0}', so the rule matches once more for each such fact; write 'where {1}.Any()' when one has to be there");

    public static readonly DiagnosticDescriptor OnlyInScripts = Warning(
        "RBK1064",
        Language,
        "A text that is also an app of one file holds what only a script can",
        "only a script can hold this, and the text begins with '#!' to be an app of one file too: {0}");

    public static readonly DiagnosticDescriptor AskedOutside = Error(
        "RBK1065",
        Language,
        "A question is asked outside of a rule",
        "{0}, which is read and never run; this is run, and throws. Write the condition into the rule itself, or derive a fact in a rule of its own");

    public static readonly DiagnosticDescriptor HourWithoutZone = Warning(
        "RBK1066",
        Language,
        "The hour or the day of an instant has no zone",
        "'{0}' is by the clock of whoever sent the fact, so one instant has several; name the zone: Local({1}, \"Europe/Oslo\").{2}");

    public static readonly DiagnosticDescriptor BracesWithoutDollar = Warning(
        "RBK1070", Language, "A text names a value in braces, and has no $ in front", "people would read '{0}', braces and all; put $ in front of the text: $\"...\"");

    public static readonly DiagnosticDescriptor Reassigned = Warning(
        "RBK1303",
        Language,
        "A variable changes after a rule used it",
        "'{0}' changes here, but a rule uses it ({1}) and reads it only once, when the rules are declared. Use a variable of its own for each value, and make it const where you can.",
        WellKnownDiagnosticTags.CompilationEnd);
}
