using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>A condition as logic sees it: comparisons of something with constants, joined by and, or.</summary>
/// <param name="Syntax">Where it stands.</param>
internal abstract record Formula(SyntaxNode Syntax)
{
    /// <summary>True or false whatever the facts say.</summary>
    public sealed record Constant(SyntaxNode Syntax, bool IsTrue) : Formula(Syntax)
    {
        public override Formula Negate() => this with { IsTrue = !IsTrue };
    }

    /// <summary>Something compared with a constant.</summary>
    /// <param name="Syntax">Where it stands.</param>
    /// <param name="Subject">What is compared, spelled so that the same thing has one spelling.</param>
    /// <param name="Operator">How.</param>
    /// <param name="Value">With what.</param>
    public sealed record Comparison(SyntaxNode Syntax, string Subject, BinaryOperatorKind Operator, Value Value) : Formula(Syntax)
    {
        /// <summary>True when the subject is a whole number.</summary>
        public bool IsWhole { get; init; }

        /// <summary>True when the subject may be null, which is neither above a level nor below it.</summary>
        public bool CanBeNull { get; init; }

        /// <summary>True when two things are compared with one another, and none of them is a constant that is known.</summary>
        public bool IsDifference { get; init; }

        /// <summary>True when the subject is a number or a time that something measures: not a step of an enumeration, a version or a date.</summary>
        public bool IsMeasure { get; init; }

        /// <summary>True when the subject is a count, which is never below zero.</summary>
        public bool IsCount { get; init; }

        public override Formula Negate() => Operator switch
        {
            BinaryOperatorKind.Equals => this with { Operator = BinaryOperatorKind.NotEquals },
            BinaryOperatorKind.NotEquals => this with { Operator = BinaryOperatorKind.Equals },
            _ when CanBeNull => new Unknown(Syntax),
            BinaryOperatorKind.LessThan => this with { Operator = BinaryOperatorKind.GreaterThanOrEqual },
            BinaryOperatorKind.LessThanOrEqual => this with { Operator = BinaryOperatorKind.GreaterThan },
            BinaryOperatorKind.GreaterThan => this with { Operator = BinaryOperatorKind.LessThanOrEqual },
            _ => this with { Operator = BinaryOperatorKind.LessThan },
        };

        /// <summary>True for a number or a time that is asked to be above or below a level, be it constant or not.</summary>
        public bool IsThreshold => IsMeasure && IsBelow != IsAbove;

        public bool IsAbove => Operator is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

        public bool IsBelow => Operator is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
    }

    /// <summary>All of them.</summary>
    public sealed record Both(SyntaxNode Syntax, IReadOnlyList<Formula> Parts) : Formula(Syntax)
    {
        public override Formula Negate() => new Either(Syntax, [.. Parts.Select(p => p.Negate())]);
    }

    /// <summary>At least one of them.</summary>
    public sealed record Either(SyntaxNode Syntax, IReadOnlyList<Formula> Parts) : Formula(Syntax)
    {
        public override Formula Negate() => new Both(Syntax, [.. Parts.Select(p => p.Negate())]);
    }

    /// <summary>Something of which nothing is known.</summary>
    public sealed record Unknown(SyntaxNode Syntax) : Formula(Syntax)
    {
        public override Formula Negate() => this;
    }

    /// <summary>True where this one is false.</summary>
    public abstract Formula Negate();

    /// <summary>What has to hold, one after the other.</summary>
    public IEnumerable<Formula> Conjuncts => this is Both both ? both.Parts.SelectMany(p => p.Conjuncts) : [this];

    /// <summary>Every comparison in it.</summary>
    public IEnumerable<Comparison> Comparisons => this switch
    {
        Comparison comparison => [comparison],
        Both both => both.Parts.SelectMany(p => p.Comparisons),
        Either either => either.Parts.SelectMany(p => p.Comparisons),
        _ => [],
    };
}
