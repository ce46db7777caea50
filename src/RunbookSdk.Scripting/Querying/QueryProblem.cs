using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Querying;

/// <summary>Something that is wrong with a query, and how much of its text it is about.</summary>
/// <param name="Diagnostic">What, and where; lines and columns are those of the query.</param>
/// <param name="Length">How many characters from there on; at least one.</param>
internal sealed record QueryProblem(Diagnostic Diagnostic, int Length);

/// <summary>A query that was compiled, or what is wrong with it.</summary>
/// <param name="Image">The assembly; null when there is an error, empty when there is nothing to run.</param>
/// <param name="Problems">What the compiler has to say.</param>
internal sealed record CompiledQuery(byte[]? Image, IReadOnlyList<QueryProblem> Problems);
