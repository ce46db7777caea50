using System.Collections;
using System.Globalization;
using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>Writes expressions of a model as their author would: in C#, with constants in place of variables.</summary>
internal sealed class ExpressionText : ExpressionVisitor
{
    private readonly System.Text.StringBuilder text = new();
    private readonly QueryModel? query;

    private ExpressionText(QueryModel? query) => this.query = query;

    public static string Of(Expression expression, QueryModel? query = null)
    {
        var writer = new ExpressionText(query);
        writer.Visit(expression);
        return writer.text.ToString();
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.ArrayIndex) return WriteIndex(node.Left, node.Right);
        WriteOperand(InWordsOf(node.Right, node.Left), node, isRight: false);
        text.Append(' ').Append(Operator(node.NodeType)).Append(' ');
        WriteOperand(InWordsOf(node.Left, node.Right), node, isRight: true);
        return node;
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (node.NodeType == ExpressionType.Not) text.Append('!');
        if (node.NodeType is ExpressionType.Negate or ExpressionType.NegateChecked) text.Append('-');
        if (IsNumericCast(node)) text.Append("(double)");
        if (node.Operand is BinaryExpression or ConditionalExpression && node.NodeType != ExpressionType.Quote) return Parenthesize(node);
        Visit(node.Operand);
        return node;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null) text.Append(node.Member.DeclaringType?.Name);
        else Visit(node.Expression);
        text.Append('.').Append(node.Member.Name);
        return node;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.Name is "get_Item" or "get_Chars" && node.Object is not null) return WriteIndex(node.Object, node.Arguments[0]);
        if (node.Object is not null and not ConstantExpression)
        {
            Visit(node.Object);
            text.Append('.');
        }

        text.Append(node.Method.Name);
        WriteList(node.Arguments);
        return node;
    }

    protected override Expression VisitIndex(IndexExpression node)
    {
        if (AskedOfGroup(node) is { } asked)
        {
            text.Append(asked.Kind);
            WriteList([.. asked.Kind == AggregateKind.Quantile ? [Expression.Constant(asked.Parameter)] : Array.Empty<Expression>(), .. new[] { asked.Condition, asked.Selector }.OfType<Expression>()]);
            return node;
        }

        Visit(node.Object);
        text.Append('[');
        WriteSeparated(node.Arguments);
        text.Append(']');
        return node;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (query?.Subqueries.FirstOrDefault(s => s.Answer == node) is { } subquery) text.Append(subquery);
        else text.Append(node.Name);
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        text.Append(Constant(node.Value));
        return node;
    }

    protected override Expression VisitNew(NewExpression node)
    {
        text.Append("new ").Append(node.Members is null ? node.Type.Name : "");
        WriteList(node.Arguments);
        return node;
    }

    protected override Expression VisitListInit(ListInitExpression node)
    {
        WriteMade(node.NewExpression);
        WriteBraced(node.Initializers, i => Visit(i.Arguments[0]));
        return node;
    }

    protected override Expression VisitMemberInit(MemberInitExpression node)
    {
        WriteMade(node.NewExpression);
        WriteBraced(node.Bindings, b =>
        {
            text.Append(b.Member.Name).Append(" = ");
            if (b is MemberAssignment assignment) Visit(assignment.Expression);
        });
        return node;
    }

    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        text.Append('[');
        WriteSeparated(node.Expressions);
        text.Append(']');
        return node;
    }

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        Visit(node.Test);
        text.Append(" ? ");
        Visit(node.IfTrue);
        text.Append(" : ");
        Visit(node.IfFalse);
        return node;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        text.Append(string.Join(", ", node.Parameters.Select(p => p.Name))).Append(" => ");
        Visit(node.Body);
        return node;
    }

    /// <summary>What is asked of a group stands in the model by its place.</summary>
    private AggregateModel? AskedOfGroup(IndexExpression node) =>
        node is { Object: MemberExpression { Member.Name: nameof(GroupValue.Answers), Expression: ParameterExpression group }, Arguments: [ConstantExpression { Value: int place }] }
            ? (query?.Slots.FirstOrDefault(s => s.Parameter == group)?.Source as SourceModel.Group)?.Aggregates[place]
            : null;

    /// <summary>The compiler compares words by their numbers; its reader wants the word.</summary>
    private static Expression InWordsOf(Expression other, Expression operand) =>
        other is UnaryExpression { NodeType: ExpressionType.Convert } word && (Nullable.GetUnderlyingType(word.Operand.Type) ?? word.Operand.Type) is { IsEnum: true } type
            && operand is ConstantExpression { Value: int or byte or short or long } number
            ? Expression.Constant(Enum.ToObject(type, number.Value!))
            : operand;

    private static string Operator(ExpressionType type) => type switch
    {
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Coalesce => "??",
        _ => type.ToString(),
    };

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        Enum e => $"{e.GetType().Name}.{e}",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => $"{value.GetType().Name}",
        _ => value.ToString() ?? "",
    };

    /// <summary>A whole number made a double decides how a division ends, so it shows; elsewhere it is the compiler's own doing.</summary>
    private static bool IsNumericCast(UnaryExpression node) =>
        node.NodeType == ExpressionType.Convert && node.Type == typeof(double) && node.Operand.Type == typeof(int);

    private static bool NeedsParentheses(Expression operand, BinaryExpression parent, bool isRight) => operand is ConditionalExpression
        || (operand is BinaryExpression child && child.NodeType != ExpressionType.ArrayIndex
            && (Rank(child.NodeType) < Rank(parent.NodeType) || (isRight && Rank(child.NodeType) == Rank(parent.NodeType))));

    /// <summary>How tightly an operator binds, as in C#.</summary>
    private static int Rank(ExpressionType type) => type switch
    {
        ExpressionType.Multiply or ExpressionType.MultiplyChecked or ExpressionType.Divide or ExpressionType.Modulo => 6,
        ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.Subtract or ExpressionType.SubtractChecked => 5,
        ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => 4,
        ExpressionType.Equal or ExpressionType.NotEqual => 3,
        ExpressionType.AndAlso => 2,
        ExpressionType.OrElse => 1,
        _ => 0,
    };

    private void WriteOperand(Expression operand, BinaryExpression parent, bool isRight)
    {
        // In a division the cast of the left operand casts the right one too; a reader needs to see one.
        if (isRight && operand is UnaryExpression cast && IsNumericCast(cast)) operand = cast.Operand;
        if (!NeedsParentheses(operand, parent, isRight)) Visit(operand);
        else
        {
            text.Append('(');
            Visit(operand);
            text.Append(')');
        }
    }

    private UnaryExpression Parenthesize(UnaryExpression node)
    {
        text.Append('(');
        Visit(node.Operand);
        text.Append(')');
        return node;
    }

    private Expression WriteIndex(Expression list, Expression index)
    {
        Visit(list);
        text.Append('[');
        Visit(index);
        text.Append(']');
        return list;
    }

    /// <summary>Without brackets that hold nothing: braces follow.</summary>
    private void WriteMade(NewExpression node)
    {
        text.Append("new ").Append(node.Type.Name.Split('`')[0]);
        if (node.Arguments.Count > 0) WriteList(node.Arguments);
    }

    private void WriteBraced<T>(IReadOnlyList<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? " { " : ", ");
            write(items[i]);
        }

        text.Append(" }");
    }

    private void WriteList(IReadOnlyList<Expression> items)
    {
        text.Append('(');
        WriteSeparated(items);
        text.Append(')');
    }

    private void WriteSeparated(IReadOnlyList<Expression> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Visit(items[i]);
        }
    }
}
