using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules;

/// <summary>How a rule may touch a selection of facts, as its author wrote it.</summary>
/// <param name="Of">The selection.</param>
/// <param name="Available">Which of them are available; null where that does not matter.</param>
/// <param name="By">What divides them: each part by itself; null: they are one.</param>
/// <param name="Least">How many have to stay available; null: a share of them, or nothing is kept.</param>
/// <param name="Share">Which share has to stay available, or may be touched at one time where nothing is kept.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record SelectionNode(QueryNode Of, LambdaExpression? Available, LambdaExpression? By, int? Least, double Share, SourceLocation Location);
