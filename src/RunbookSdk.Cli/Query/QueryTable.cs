using System.Globalization;
using Spectre.Console;

namespace RunbookSdk.Cli.Query;

/// <summary>Prints a result: on a terminal as a table that wraps what is too wide, elsewhere in columns of which nothing is cut.</summary>
internal static class QueryTable
{
    private const string Gap = "  ";

    /// <summary>A terminal shows so many rows; who wants all of them puts them into a file.</summary>
    public const int RowsOnTerminal = 1000;

    public static void Write(CommandConsole console, QueryResult result)
    {
        if (console.OutputIsTerminal) WriteForPeople(console, result);
        else WriteLines(console.Output, result.Columns.Count > 0 ? result.Rows.Prepend(result.Columns) : result.Rows);
    }

    private static void WriteLines(TextWriter output, IEnumerable<IReadOnlyList<string>> lines)
    {
        var all = lines.ToList();
        var widths = Enumerable.Range(0, all.Count == 0 ? 0 : all[0].Count).Select(i => all.Max(l => l[i].Length)).ToList();
        foreach (var line in all) output.WriteLine(string.Join(Gap, line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static void WriteForPeople(CommandConsole console, QueryResult result)
    {
        var terminal = Plain.ConsoleOn(console.Output, isTerminal: true);
        terminal.Profile.Width = console.Width;
        if (result.Columns.Count == 0 && result.Rows.All(r => r.Count == 1))
        {
            foreach (var row in result.Rows) terminal.WriteLine(row[0]);
        }
        else if (result.Rows.Count > 0) terminal.Write(TableOf(result));

        if (!result.IsOne) terminal.WriteLine(Count(result), new Style(Color.Grey));
    }

    private static Table TableOf(QueryResult result)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = result.Columns.Count > 0 };
        if (result.Columns.Count == 0) table.AddColumns("", "");
        foreach (var name in result.Columns) table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        foreach (var row in result.Rows) table.AddRow(row.Select(c => new Text(c)));
        return table;
    }

    private static string Count(QueryResult result)
    {
        var rows = string.Create(CultureInfo.InvariantCulture, $"{result.Rows.Count:N0} {(result.Rows.Count == 1 ? "row" : "rows")}");
        return result.IsCut ? $"the first {rows}; there are more: narrow the query, or write them to a file" : rows;
    }
}
