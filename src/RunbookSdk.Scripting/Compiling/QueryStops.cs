using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Writes into a query, wherever it may turn or call itself without an end, that it asks whether it goes on (<see cref="QueryStop"/>): a thread of .NET cannot
/// be ended from outside. Behind each piece a line directive says which place of the query follows, so that all positions stay those of its author.
/// </summary>
internal sealed class QueryStops : CSharpSyntaxWalker
{
    private const string Stop = $"global::RunbookSdk.Scripting.Querying.{nameof(QueryStop)}";
    private const string Turns = $"{Stop}.{nameof(QueryStop.GoesOn)}()";
    private const string Enters = $"{Stop}.{nameof(QueryStop.Enters)}()";
    private const string Begin = $"{Stop}.{nameof(QueryStop.Then)}({Enters}, ";
    private readonly SemanticModel model;
    private readonly SourceText text;
    private readonly List<TextChange> pieces = [];

    private QueryStops(SemanticModel model, SourceText text) => (this.model, this.text) = (model, text);

    /// <summary>The text of a query with these pieces; the same text when it needs none.</summary>
    public static SourceText WrittenInto(SourceText text, SemanticModel model)
    {
        var stops = new QueryStops(model, text);
        stops.Visit(model.SyntaxTree.GetRoot());
        return stops.pieces.Count == 0 ? text : text.WithChanges(stops.pieces.OrderBy(p => p.Span.Start));
    }

    public override void VisitWhileStatement(WhileStatementSyntax node) => Within(node.Statement, Turns, () => base.VisitWhileStatement(node));

    public override void VisitDoStatement(DoStatementSyntax node) => Within(node.Statement, Turns, () => base.VisitDoStatement(node));

    public override void VisitForStatement(ForStatementSyntax node) => Within(node.Statement, Turns, () => base.VisitForStatement(node));

    public override void VisitForEachStatement(ForEachStatementSyntax node) => Within(node.Statement, Turns, () => base.VisitForEachStatement(node));

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) => Within(node.Statement, Turns, () => base.VisitForEachVariableStatement(node));

    public override void VisitGotoStatement(GotoStatementSyntax node) => Within(node, Turns, () => base.VisitGotoStatement(node));

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) => Within(node.Body, Enters, () => base.VisitMethodDeclaration(node));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => Within(node.Body, Enters, () => base.VisitLocalFunctionStatement(node));

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) => Within(node.Body, Enters, () => base.VisitAccessorDeclaration(node));

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => Within(node.Body, Enters, () => base.VisitConstructorDeclaration(node));

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) => Within(node.Body, Enters, () => base.VisitOperatorDeclaration(node));

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => Within(node.Block, Enters, () => base.VisitAnonymousMethodExpression(node));

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Around(node.ExpressionBody, () => Within(node.Block, Enters, () => base.VisitSimpleLambdaExpression(node)));

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        Around(node.ExpressionBody, () => Within(node.Block, Enters, () => base.VisitParenthesizedLambdaExpression(node)));

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => Around(node.Expression, () => base.VisitArrowExpressionClause(node));

    public override void VisitFromClause(FromClauseSyntax node) => Around(node.Expression, () => base.VisitFromClause(node));

    public override void VisitLetClause(LetClauseSyntax node) => Around(node.Expression, () => base.VisitLetClause(node));

    public override void VisitWhereClause(WhereClauseSyntax node) => Around(node.Condition, () => base.VisitWhereClause(node));

    public override void VisitGroupClause(GroupClauseSyntax node) => Around(node.ByExpression, () => base.VisitGroupClause(node));

    /// <summary>To select what is there is no call, and leaves an order what it is.</summary>
    public override void VisitSelectClause(SelectClauseSyntax node) => Around(node.Expression is IdentifierNameSyntax ? null : node.Expression, () => base.VisitSelectClause(node));

    /// <summary>Text within text has no room for directives.</summary>
    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
    {
    }

    private void Within(StatementSyntax? body, string asks, Action visit)
    {
        if (body is BlockSyntax block) Insert(block.OpenBraceToken.Span.End, $" {asks}; ");
        else if (body is not null) Insert(body.SpanStart, $"{{ {asks}; ");
        visit();
        if (body is not null and not BlockSyntax) Insert(body.Span.End, " }");
    }

    private void Around(ExpressionSyntax? expression, Action visit)
    {
        var isAsked = expression is not null and not (ThrowExpressionSyntax or RefExpressionSyntax) && HasPlainValue(expression);
        if (isAsked) Insert(expression!.SpanStart, Begin);
        visit();
        if (isAsked) Insert(expression!.Span.End, ")");
    }

    /// <summary>A value that is converted where it stands would be converted elsewhere, or not at all.</summary>
    private bool HasPlainValue(ExpressionSyntax expression)
    {
        var type = model.GetTypeInfo(expression);
        return type.Type is { SpecialType: not SpecialType.System_Void, TypeKind: not (TypeKind.Error or TypeKind.Pointer) } natural
            && SymbolEqualityComparer.Default.Equals(natural, type.ConvertedType);
    }

    private void Insert(int position, string piece)
    {
        var place = text.Lines.GetLinePosition(position);
        pieces.Add(new(new(position, 0), string.Create(
            CultureInfo.InvariantCulture, $"{piece}\n#line ({place.Line + 1},{place.Character + 1}) - (16000000,1) \"{QueryNames.File}\"\n")));
    }
}
