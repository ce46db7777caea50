using Microsoft.Data.Sqlite;

namespace RunbookSdk.Cli.Tests;

/// <summary>Changes a state behind the back of the program.</summary>
internal static class Sql
{
    public static void Execute(string state, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={state};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
