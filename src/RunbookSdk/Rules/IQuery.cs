namespace RunbookSdk.Rules;

/// <summary>A query of whatever element, to those who only want its clauses.</summary>
internal interface IQuery
{
    QueryNode Node { get; }
}
