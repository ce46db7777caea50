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
    Version,
    Instant,
}

/// <summary>A constant that something is compared with.</summary>
/// <param name="Kind">Its kind; only values of one kind are comparable.</param>
/// <param name="Number">The number; seconds of a time, 1 for true; for an instant the seconds that the clocks of its zone show.</param>
/// <param name="Text">The text; of an instant the zone; null for other kinds.</param>
internal sealed record Value(ValueKind Kind, double Number, string? Text)
{
    public static readonly Value True = new(ValueKind.Truth, 1, null);

    public static readonly Value False = True with { Number = 0 };

    public static readonly Value Zero = new(ValueKind.Number, 0, null);

    public bool IsOrdered => Kind is ValueKind.Number or ValueKind.Time or ValueKind.Version or ValueKind.Instant;

    /// <summary>The constant that an expression is, or a variable that keeps the one it was declared with; null for what only a run can tell.</summary>
    public static Value? Of(IOperation operation, RunbookSymbols symbols)
    {
        var at = (IOperation?)operation;
        // Bounded, for a variable may be declared with itself.
        for (var variables = 0; at is not null && variables < 8; variables++)
        {
            if (Plain(at, symbols) is { } value) return value;
            at = Operations.UnchangedValue(Operations.Unwrap(at), symbols.Compilation);
        }

        return null;
    }

    private static Value? Plain(IOperation operation, RunbookSymbols symbols)
    {
        if (operation.ConstantValue is { HasValue: true } constant) return OfConstant(constant.Value);
        return Operations.Unwrap(operation) switch
        {
            ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new(ValueKind.Null, 0, null),
            IInvocationOperation call => OfWord(call, symbols),
            IBinaryOperation { Type.SpecialType: SpecialType.System_Double } sum => OfSum(sum, symbols),
            { ConstantValue: { HasValue: true } inner } => OfConstant(inner.Value),
            _ => null,
        };
    }

    private static Value? OfConstant(object? constant) => constant switch
    {
        null => new(ValueKind.Null, 0, null),
        bool truth => truth ? True : False,
        string text => new(ValueKind.Text, 0, text),
        char letter => OfNumber(letter),
        float or double => OfNumber(Convert.ToDouble(constant, CultureInfo.InvariantCulture)),
        IConvertible number => OfExact(Convert.ToDecimal(number, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static Value OfNumber(double number) => new(ValueKind.Number, number, null);

    /// <summary>None for a number with more digits than a double holds: two that differ would look like one.</summary>
    private static Value? OfExact(decimal number) => Math.Abs(number) < 1e15m && (decimal)(double)number == number ? OfNumber((double)number) : null;

    /// <summary>What the compiler would compute if all of it were constant.</summary>
    private static Value? OfSum(IBinaryOperation sum, RunbookSymbols symbols)
    {
        if (Of(sum.LeftOperand, symbols) is not { Kind: ValueKind.Number, Number: var left }) return null;
        if (Of(sum.RightOperand, symbols) is not { Kind: ValueKind.Number, Number: var right }) return null;
        return sum.OperatorKind switch
        {
            BinaryOperatorKind.Add => OfNumber(left + right),
            BinaryOperatorKind.Subtract => OfNumber(left - right),
            BinaryOperatorKind.Multiply => OfNumber(left * right),
            BinaryOperatorKind.Divide => OfNumber(left / right),
            _ => null,
        };
    }

    /// <summary>A time, an instant or a version that a word of the language, or .NET's own, makes of a constant.</summary>
    private static Value? OfWord(IInvocationOperation call, RunbookSymbols symbols)
    {
        var isOurs = SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, symbols.RuleBook);
        if (!isOurs && call.TargetMethod.ContainingType is not { Name: "TimeSpan", ContainingNamespace.Name: "System" }) return null;
        if (call.Arguments.Length != 1) return null;
        var argument = call.Arguments[0].Value;
        if (SecondsOf(call.TargetMethod.Name) is var seconds and > 0)
            return Of(argument, symbols) is { Kind: ValueKind.Number, Number: var count } ? new(ValueKind.Time, count * seconds, null) : null;
        if (!isOurs || Of(argument, symbols) is not { Kind: ValueKind.Text, Text: { } text }) return null;
        return call.TargetMethod.Name switch
        {
            "Date" when InstantTexts.ClockOf(text) is var (clock, zone) => new(ValueKind.Instant, clock, zone),
            "Version" when VersionText.OrderOf(text) is { } order => new(ValueKind.Version, order, null),
            _ => null,
        };
    }

    private static double SecondsOf(string word) => word switch
    {
        "FromMilliseconds" => 0.001,
        "Seconds" or "FromSeconds" => 1,
        "Minutes" or "FromMinutes" => 60,
        "Hours" or "FromHours" => 3600,
        "Days" or "FromDays" => 86400,
        _ => 0,
    };
}
