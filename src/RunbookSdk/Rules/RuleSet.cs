using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Rules;

/// <summary>The rules of some runbooks, read and checked. Immutable; any number of sessions on any threads may share it.</summary>
public sealed class RuleSet
{
    private readonly Lazy<string> hash;

    private RuleSet(IReadOnlyList<Rule> rules, IReadOnlyList<IDeclaration> others)
    {
        (Rules, Others) = (rules, others);
        hash = new(() => RuleFingerprint.Of(rules.Select(r => r.Model), others));
        Compiled = rules.Count == 0 ? null : rules[0].Model.Query.Shapes.Compiled;
    }

    /// <summary>The rules in the order of their declaration.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// Says what the rules say: the first 16 hexadecimal digits of a SHA-256, the same in every process that reads the same rules.
    /// </summary>
    public string Hash => hash.Value;

    /// <summary>The texts that the rules were read from, so that a journal can read them again; none for rules of compiled runbooks.</summary>
    public IReadOnlyList<RuleText> Texts { get; private init; } = [];

    /// <summary>What is declared besides rules, in the order of declaration.</summary>
    internal IReadOnlyList<IDeclaration> Others { get; }

    /// <summary>Compiled parts of the rules: kept as long as the set, and so by each session that has it.</summary>
    internal object? Compiled { get; }

    /// <summary>Reads the rules of some runbooks.</summary>
    /// <param name="runbooks">The runbooks; each is written once and belongs to this set from now on.</param>
    /// <exception cref="RunbookException">Something is wrong with the rules; it carries every problem.</exception>
    public static RuleSet Create(params IEnumerable<RuleBook> runbooks) =>
        TryCreate(runbooks, out var diagnostics) ?? throw new RunbookException(diagnostics);

    /// <summary>The same rules, with the texts that they were read from.</summary>
    internal RuleSet WithTexts(IReadOnlyList<RuleText> texts) => new(Rules, Others) { Texts = texts };

    /// <summary>Reads the rules of some runbooks; null, and every problem, when something is wrong.</summary>
    /// <param name="runbooks">The runbooks; each is written once and belongs to this set from now on.</param>
    /// <param name="diagnostics">All problems; warnings too, so it may hold some although there is a set.</param>
    public static RuleSet? TryCreate(IEnumerable<RuleBook> runbooks, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(runbooks);
        var problems = new List<Diagnostic>();
        var others = new List<IDeclaration>();
        var models = RuleReader.ReadAll(runbooks, others, problems);
        diagnostics = problems;
        return problems.Exists(p => p.Severity == Severity.Error) ? null : new RuleSet([.. models.Select(m => new Rule(m))], others);
    }
}
