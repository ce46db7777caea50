using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>What kinds of constants can be compared.</summary>
internal enum ValueKind
{
    Null,
    Truth,
    Number,
    Text,
    Time,
}

/// <summary>A constant that something is compared with.</summary>
/// <param name="Kind">Its kind; only values of one kind are comparable.</param>
/// <param name="Number">The number; seconds of a time, 1 for true.</param>
/// <param name="Text">The text; null for other kinds.</param>
internal sealed record Value(ValueKind Kind, double Number, string? Text)
{
    public static readonly Value True = new(ValueKind.Truth, 1, null);

    public static readonly Value False = True with { Number = 0 };

    public static readonly Value Zero = new(ValueKind.Number, 0, null);

    public bool IsOrdered => Kind is ValueKind.Number or ValueKind.Time;

    /// <summary>The constant that an expression is; null for what only a run can tell.</summary>
    public static Value? Of(IOperation operation, RunbookSymbols symbols)
    {
        if (operation.ConstantValue is { HasValue: true } constant) return OfConstant(constant.Value);
        return Operations.Unwrap(operation) switch
        {
            ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new(ValueKind.Null, 0, null),
            IInvocationOperation call => OfTime(call, symbols),
            { ConstantValue: { HasValue: true } inner } => OfConstant(inner.Value),
            _ => null,
        };
    }

    private static Value? OfConstant(object? constant) => constant switch
    {
        null => new(ValueKind.Null, 0, null),
        bool truth => truth ? True : False,
        string text => new(ValueKind.Text, 0, text),
        IConvertible number => new(ValueKind.Number, Convert.ToDouble(number is char letter ? (int)letter : number, CultureInfo.InvariantCulture), null),
        _ => null,
    };

    /// <summary>A time that a word of the language makes of a constant.</summary>
    private static Value? OfTime(IInvocationOperation call, RunbookSymbols symbols)
    {
        if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, symbols.RuleBook)) return null;
        double seconds = call.TargetMethod.Name switch
        {
            "Seconds" => 1,
            "Minutes" => 60,
            "Hours" => 3600,
            "Days" => 86400,
            _ => 0,
        };
        return seconds > 0 && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: double count }
            ? new(ValueKind.Time, count * seconds, null)
            : null;
    }
}
