using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>What a folder's <c>replay.json</c> says. Paths are as written, relative to the folder.</summary>
internal sealed class ReplayFile
{
    public const string Name = "replay.json";

    private readonly Dictionary<string, (string Text, SourceLocation Location)> texts = [];
    private readonly Dictionary<string, List<string>> lists = [];

    private ReplayFile()
    {
    }

    public IReadOnlyList<string> Runbooks => lists.GetValueOrDefault("runbooks") ?? [];

    public IReadOnlyList<string> Facts => lists.GetValueOrDefault("facts") ?? [];

    /// <summary>A member that is one text: <c>zone</c>, <c>start</c> or <c>until</c>; null when it is not there.</summary>
    public (string Text, SourceLocation Location)? Find(string name) => texts.TryGetValue(name, out var found) ? found : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="RunbookException">Something in it is wrong; it carries every problem.</exception>
    public static ReplayFile Read(string path)
    {
        var json = ReadBytes(path);
        var problems = new FactProblems();
        var file = new ReplayFile();
        try
        {
            var reader = new Utf8JsonReader(
                json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) file.ReadMembers(ref reader, json, path, problems);
            else problems.Add(CommandCodes.WrongMember, 0, "The file must be a JSON object.");
            reader.Read();
        }
        catch (JsonException exception)
        {
            var offset = FactProblems.OffsetOf(json, exception);
            var rest = FactProblems.Quote(json.AsSpan(offset));
            problems.Add(
                CommandCodes.NotJson,
                offset,
                rest.Length == 0 ? "The file ends in the middle of its JSON." : $"This is not JSON from here on: {rest.TrimEnd()}");
        }

        if (!problems.IsEmpty) throw new RunbookException(problems.ToDiagnostics(json, path, 1));
        return file;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandCodes.Refuse(
                CommandCodes.Unreadable, $"The file cannot be read: {exception.Message}", new SourceLocation(path, 0));
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader, byte[] json, string path, FactProblems problems)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            if (texts.ContainsKey(name) || lists.ContainsKey(name))
                problems.Add(CommandCodes.WrongMember, start, $"'{name}' is there twice; write it once.");
            var isRead = name switch
            {
                "zone" or "start" or "until" => ReadText(name, ref reader, json, path),
                "runbooks" or "facts" => ReadList(name, ref reader),
                _ => (bool?)null,
            };
            if (isRead is null)
                problems.Add(
                    CommandCodes.WrongMember,
                    start,
                    $"There is no member '{name}'; the members are zone, runbooks, facts, start and until.");
            else if (!isRead.Value)
                problems.Add(
                    CommandCodes.WrongMember,
                    (int)reader.TokenStartIndex,
                    $"'{name}' must be {(name is "runbooks" or "facts" ? "a list of paths" : "text")}.");
            reader.Skip();
        }
    }

    private bool ReadText(string name, ref Utf8JsonReader reader, byte[] json, string path)
    {
        if (reader.TokenType != JsonTokenType.String) return false;
        texts[name] = (reader.GetString()!, FactProblems.Locate(json, (int)reader.TokenStartIndex, path, 1));
        return true;
    }

    private bool ReadList(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return false;
        var list = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } path && !path.Contains('\0', StringComparison.Ordinal)) list.Add(path);
        if (reader.TokenType != JsonTokenType.EndArray) return false;
        lists[name] = list;
        return true;
    }
}
