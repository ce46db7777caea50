using System.Linq.Expressions;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>Reads what the authors of runbooks declared into models, and reports everything that is wrong with it.</summary>
internal static partial class RuleReader
{
    /// <summary>Reads rules; what is declared besides them is added to a list.</summary>
    public static List<RuleModel> ReadAll(IEnumerable<RuleBook> runbooks, List<IDeclaration> others, List<Diagnostic> problems)
    {
        var models = new List<RuleModel>();
        var shapes = new ShapeCache();
        var places = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var book in runbooks)
        {
            foreach (var declaration in Declarations(book, problems))
            {
                CheckId(declaration, places, problems);
                problems.AddRange(declaration.Problems);
                if (Read(declaration, models.Count, problems, shapes) is not { } model) continue;
                models.Add(model);
                if (declaration.Verification is { } verification) ReadVerification(declaration, verification, models, problems, shapes);
            }

            others.AddRange(book.Others);
        }

        Check(others, models, problems);
        return models;
    }

    /// <summary>The rules that a verification becomes stand right behind the rule that is verified.</summary>
    private static void ReadVerification(
        RuleDeclaration declaration, IVerification verification, List<RuleModel> models, List<Diagnostic> problems, ShapeCache shapes)
    {
        var before = problems.Count;
        problems.AddRange(verification.FindProblems(models[^1]));
        if (problems.Count > before) return;
        foreach (var implied in verification.RulesOf(declaration))
        {
            if (Read(implied, models.Count, problems, shapes) is { } model) models.Add(model);
        }
    }

    private static void Check(List<IDeclaration> others, List<RuleModel> models, List<Diagnostic> problems)
    {
        var places = new Dictionary<(string Kind, string Name), SourceLocation>();
        foreach (var other in others)
        {
            if (!places.TryAdd((other.Kind, other.Name), other.Location))
                problems.Add(RuleProblems.DeclaredTwice(other.Kind, other.Name, places[(other.Kind, other.Name)], other.Location));
            problems.AddRange(other.FindProblems(models));
        }
    }

    public static bool IsKebabCase(string name) => KebabCase().IsMatch(name);

    private static IReadOnlyList<RuleDeclaration> Declarations(RuleBook book, List<Diagnostic> problems)
    {
        try
        {
            if (book.Declarations.Count == 0 && book.Others.Count == 0) book.Write();
        }
        catch (RunbookException refused)
        {
            problems.AddRange(refused.Diagnostics);
        }

        return book.Declarations;
    }

    private static void CheckId(RuleDeclaration declaration, Dictionary<string, SourceLocation> places, List<Diagnostic> problems)
    {
        var (id, location) = (declaration.Id, declaration.Location);
        if (!declaration.IsImplied && !IsKebabCase(id))
            problems.Add(RuleProblems.IdNotKebabCase(id, location));
        if (!places.TryAdd(id, location))
            problems.Add(RuleProblems.IdTwice(id, places[id], location));
    }

    private static RuleModel? Read(RuleDeclaration declaration, int order, List<Diagnostic> problems, ShapeCache shapes)
    {
        var before = problems.Count;
        var reader = new QueryReader(problems, shapes);
        var query = declaration.Query as QueryNode.Select
            ?? new QueryNode.Select(declaration.Query, Identity(), declaration.Location);
        var element = reader.Read(query.Source, query.Projection);
        var projection = element is null ? null : reader.Finish(Substitution.Apply(query.Projection, element), query.Location);
        var selections = SelectionReader.Read(declaration.Selections, problems, shapes);
        if (projection is null || problems.Count > before) return null;
        CheckProjection(projection, query.Location, problems);
        var settings = declaration.Settings with { Location = declaration.Location };
        return new RuleModel(declaration.Id, order, declaration.Location, settings, reader.ToModel(), projection, query.Location)
        {
            Selections = selections,
            IsImplied = declaration.IsImplied,
            Verification = declaration.Verification?.Plan,
        };
    }

    private static void CheckProjection(Expression projection, SourceLocation location, List<Diagnostic> problems)
    {
        var type = projection.Type;
        if (projection is ParameterExpression or UnaryExpression { Operand: IndexExpression } || type.IsValueType || type == typeof(string) || projection is NewExpression { Members: not null })
            problems.Add(RuleProblems.NoResult(projection, location));
        if (type.IsDefined(typeof(MaxAgeAttribute), inherit: false))
            problems.Add(RuleProblems.MaxAgeOfDerived(type.Name, location));
        problems.AddRange(CheckedTexts.ProblemsOf(projection).Distinct().Select(p => RuleProblems.HoldsNothing(p, location)));
    }

    private static Expression<Func<object, object>> Identity() => x => x;

    [GeneratedRegex(RuleCodes.KebabCase, RegexOptions.CultureInvariant)]
    private static partial Regex KebabCase();
}
