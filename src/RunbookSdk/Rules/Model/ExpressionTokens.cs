using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// An expression as a flat list of what it is made of, so that two can be compared and hashed by what they say. Parameters count by
/// their place in a list, or by the order of their first use; constants by their values.
/// </summary>
internal sealed class ExpressionTokens : ExpressionVisitor, IEquatable<ExpressionTokens>
{
    private readonly List<object?> tokens = [];
    private readonly List<ParameterExpression> parameters;
    private readonly List<object?>? constants;
    private HashCode hash;

    private ExpressionTokens(IEnumerable<ParameterExpression> parameters, List<object?>? constants) =>
        (this.parameters, this.constants) = ([.. parameters], constants);

    /// <summary>What it is made of, in order.</summary>
    public IReadOnlyList<object?> Tokens => tokens;

    /// <summary>The whole expression.</summary>
    public static ExpressionTokens Of(Expression? expression, params IEnumerable<ParameterExpression> parameters)
    {
        var tokens = new ExpressionTokens(parameters, null);
        tokens.Visit(expression);
        return tokens;
    }

    /// <summary>The expression without the values of its constants, which are listed in the order of their places.</summary>
    public static ExpressionTokens ShapeOf(Expression expression, IEnumerable<ParameterExpression> parameters, out List<object?> constants)
    {
        constants = [];
        var tokens = new ExpressionTokens(parameters, constants);
        tokens.Visit(expression);
        return tokens;
    }

    public override Expression? Visit(Expression? node)
    {
        Put(node?.NodeType);
        Put(node?.Type);
        return base.Visit(node);
    }

    public bool Equals(ExpressionTokens? other) => other is not null && tokens.SequenceEqual(other.tokens);

    public override bool Equals(object? obj) => Equals(obj as ExpressionTokens);

    public override int GetHashCode() => hash.ToHashCode();

    protected override Expression VisitBinary(BinaryExpression node)
    {
        Put(node.Method);
        Put(node.IsLiftedToNull);
        return base.VisitBinary(node);
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        Put(node.Method);
        return base.VisitUnary(node);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        Put(node.Member);
        return base.VisitMember(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Put(node.Method);
        Put(node.Arguments.Count);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitIndex(IndexExpression node)
    {
        Put(node.Indexer);
        return base.VisitIndex(node);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        Put(node.Constructor);
        foreach (var member in node.Members ?? Enumerable.Empty<object>()) Put(member);
        return base.VisitNew(node);
    }

    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        Put(node.Expressions.Count);
        return base.VisitNewArray(node);
    }

    protected override Expression VisitTypeBinary(TypeBinaryExpression node)
    {
        Put(node.TypeOperand);
        return base.VisitTypeBinary(node);
    }

    protected override MemberAssignment VisitMemberAssignment(MemberAssignment node)
    {
        Put(node.Member);
        return base.VisitMemberAssignment(node);
    }

    protected override ElementInit VisitElementInit(ElementInit node)
    {
        Put(node.AddMethod);
        return base.VisitElementInit(node);
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        Put(node.Parameters.Count);
        foreach (var parameter in node.Parameters) VisitParameter(parameter);
        return base.VisitLambda(node);
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (constants is null) Put(node.Value);
        else constants.Add(node.Value);
        return node;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        var place = parameters.IndexOf(node);
        if (place < 0)
        {
            place = parameters.Count;
            parameters.Add(node);
        }

        Put(place);
        return node;
    }

    private void Put(object? token)
    {
        tokens.Add(token);
        hash.Add(token);
    }
}
