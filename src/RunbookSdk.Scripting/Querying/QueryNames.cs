using System.Globalization;

namespace RunbookSdk.Scripting.Querying;

/// <summary>How the parts of queries are called.</summary>
internal static class QueryNames
{
    /// <summary>What messages and stack traces call the text of a query.</summary>
    public const string File = "query";

    /// <summary>The class that a query becomes.</summary>
    /// <param name="number">Which, from 0.</param>
    public static string ClassOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Query{number}");

    /// <summary>Its assembly.</summary>
    /// <param name="number">Which, from 0.</param>
    public static string AssemblyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"runbook-query-{number}");
}
