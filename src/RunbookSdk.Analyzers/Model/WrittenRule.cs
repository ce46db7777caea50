using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>A rule as it is written: a call of <c>Rule(...)</c> with all that is said of it.</summary>
/// <param name="Call">The call of <c>Rule</c>.</param>
/// <param name="IdArgument">What is given as its id.</param>
/// <param name="Query">Its query; null when the text does not show it.</param>
/// <param name="Settings">The calls that follow it, such as <c>.Mode(Act)</c>, in their order.</param>
/// <param name="IsWhole">False when the rule goes elsewhere, such as into a variable, where more may be said of it.</param>
internal sealed record WrittenRule(
    IInvocationOperation Call, IOperation IdArgument, WrittenQuery? Query, IReadOnlyList<IInvocationOperation> Settings, bool IsWhole)
{
    /// <summary>The id; null when the compiler does not know it.</summary>
    public string? Id => Operations.TextOf(IdArgument);

    /// <summary>What it asks for or concludes; null when the text does not show it.</summary>
    public IOperation? Result => Operations.Unwrap(Query?.Result);

    public ITypeSymbol? ResultType => Result?.Type;

    public static WrittenRule? Read(IOperation operation, RunbookSymbols symbols)
    {
        if (operation is not IInvocationOperation call || !Declares(call.TargetMethod, symbols)) return null;
        if (Operations.ArgumentOf(call, "id") is not { } id) return null;
        var settings = new List<IInvocationOperation>();
        IOperation last = call;
        while (Next(last, symbols) is { } setting) settings.Add((IInvocationOperation)(last = setting));
        var isWhole = last.Parent is IExpressionStatementOperation or null;
        return new(call, id, WrittenQuery.Read(Operations.ArgumentOf(call, "query"), symbols), settings, isWhole);
    }

    private static bool Declares(IMethodSymbol method, RunbookSymbols symbols) =>
        RunbookSymbols.IsMember(method, symbols.RuleBook, "Rule") || RunbookSymbols.IsMember(method, symbols.AppWords, "Rule");

    /// <summary>True when something is said of it, such as <c>RequireApproval</c>.</summary>
    public bool Says(string setting) => Settings.Any(s => s.TargetMethod.Name == setting);

    /// <summary>The call that goes on with the builder: a method of it, or an extension.</summary>
    private static IInvocationOperation? Next(IOperation operation, RunbookSymbols symbols)
    {
        if (operation.Parent is IInvocationOperation member && member.Instance == operation) return OfBuilder(member, symbols);
        return operation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } extension } argument
            && extension.Arguments[0] == argument ? OfBuilder(extension, symbols) : null;
    }

    private static IInvocationOperation? OfBuilder(IInvocationOperation call, RunbookSymbols symbols) =>
        RunbookSymbols.Is(call.Type, symbols.RuleBuilder) ? call : null;
}
