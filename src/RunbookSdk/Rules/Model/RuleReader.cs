using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>Reads what the authors of runbooks declared into models, and reports everything that is wrong with it.</summary>
internal static partial class RuleReader
{
    public static List<RuleModel> ReadAll(IEnumerable<RuleBook> runbooks, List<Diagnostic> problems)
    {
        var models = new List<RuleModel>();
        var places = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var declaration in runbooks.SelectMany(r => Declarations(r, problems)))
        {
            CheckId(declaration, places, problems);
            if (Read(declaration, models.Count, problems) is { } model) models.Add(model);
        }

        return models;
    }

    private static IReadOnlyList<RuleDeclaration> Declarations(RuleBook book, List<Diagnostic> problems)
    {
        try
        {
            if (book.Declarations.Count == 0) book.Write();
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
        if (!KebabCase().IsMatch(id))
            problems.Add(RuleProblems.Error("RBK1001", $"rule id '{id}' is not kebab-case; write lower-case words with hyphens, such as suspend-webtools", location));
        if (!places.TryAdd(id, location))
            problems.Add(RuleProblems.Error("RBK1002", $"rule id '{id}' is already declared at {places[id]}; give one of them another id", location));
    }

    private static RuleModel? Read(RuleDeclaration declaration, int order, List<Diagnostic> problems)
    {
        var before = problems.Count;
        var reader = new QueryReader(problems);
        var query = declaration.Query as QueryNode.Select
            ?? new QueryNode.Select(declaration.Query, Identity(), declaration.Location);
        var element = reader.Read(query.Source, query.Projection);
        var projection = element is null ? null : reader.Finish(Substitution.Apply(query.Projection, element), query.Location);
        if (projection is null || problems.Count > before) return null;
        CheckProjection(projection, query.Location, problems);
        var settings = declaration.Settings with { Location = declaration.Location };
        return new RuleModel(
            declaration.Id, order, declaration.Location, settings, reader.ToModel(), projection, query.Location);
    }

    private static void CheckProjection(Expression projection, SourceLocation location, List<Diagnostic> problems)
    {
        var type = projection.Type;
        if (projection is ParameterExpression)
            problems.Add(RuleProblems.Error("RBK1009", "a rule selects what follows from its facts, not one of them; select an action, or a new fact made of it", location));
        else if (type.IsValueType || type == typeof(string) || projection is NewExpression { Members: not null })
            problems.Add(RuleProblems.Error("RBK1009", $"a rule selects an action or a fact, not {type.Name}; select for example Page(\"team\", because: \"...\")", location));
    }

    private static Expression<Func<object, object>> Identity() => x => x;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9.]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex KebabCase();
}

/// <summary>Makes the diagnostics of rules.</summary>
internal static class RuleProblems
{
    public static Diagnostic Error(string code, string message, SourceLocation location) =>
        new(code, Severity.Error, message, location);

    /// <summary>A part of a rule that threw while it was read, such as a date without a zone.</summary>
    public static Diagnostic Threw(Exception exception, SourceLocation location)
    {
        var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return Error("RBK1010", $"a value in the rule cannot be computed: {cause.Message}", location);
    }
}
