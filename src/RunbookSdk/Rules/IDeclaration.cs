using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Rules;

/// <summary>What a book declares besides rules. Later rooms know what it is; here it is checked together with the rules and kept with them.</summary>
internal interface IDeclaration
{
    /// <summary>What kind of thing it is: two of one kind have different names.</summary>
    string Kind { get; }

    string Name { get; }

    SourceLocation Location { get; }

    /// <summary>The same for declarations that say the same.</summary>
    string Fingerprint { get; }

    /// <summary>The rules that follow from it; they are read in the place of the declaration.</summary>
    IReadOnlyList<RuleDeclaration> Rules { get; }

    /// <summary>What is wrong with it, and with what the rules of the set say of it.</summary>
    IEnumerable<Diagnostic> FindProblems(IReadOnlyList<RuleModel> rules);
}
