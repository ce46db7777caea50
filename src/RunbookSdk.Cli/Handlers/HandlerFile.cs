using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Cli.Handlers;

/// <summary>
/// Reads the handlers of a job from a file of YAML. <c>$NAME</c> stands for a variable of the environment, so that no secret is in the file; paths
/// are relative to it.
/// </summary>
internal static class HandlerFile
{
    /// <summary>Adds the handlers of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="builder">Takes them.</param>
    /// <param name="environment">The value of a variable; null when there is none.</param>
    /// <param name="known">Where components stand, when a handler asks.</param>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static void Read(string path, RunbooksBuilder builder, Func<string, string?> environment, Func<IReadOnlyList<Component>> known)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandCodes.Refuse(CommandCodes.NoSuchHandlers, $"The file of handlers cannot be read: {exception.Message}", new(path, 0));
        }

        var problems = new List<Diagnostic>();
        if (YamlTree.Read(text, path, problems) is { } root) ReadAll(root, new(path, builder, environment, known, problems));
        else if (problems.Count == 0) problems.Add(ScenarioProblems.MissingField("handlers", "a file of handlers", new(path, 1, 1)));
        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static void ReadAll(YamlNode root, HandlerReading reading)
    {
        if (Fields.Of(root, "a file of handlers", reading.Problems) is not { } file) return;
        file.Require("handlers");
        foreach (var handler in file.Map("handlers")?.Fields ?? []) HandlerKinds.Read(handler, reading);
        file.Finish();
    }
}

/// <summary>What the reading of a file of handlers needs everywhere.</summary>
/// <param name="Path">The file.</param>
/// <param name="Builder">Takes the handlers.</param>
/// <param name="Environment">The value of a variable; null when there is none.</param>
/// <param name="Known">Where components stand, when a handler asks.</param>
/// <param name="Problems">Receives what is wrong.</param>
internal sealed record HandlerReading(
    string Path, RunbooksBuilder Builder, Func<string, string?> Environment, Func<IReadOnlyList<Component>> Known, List<Diagnostic> Problems)
{
    /// <summary>A text, or the value of the variable that it names.</summary>
    public string? Value(YamlText? text)
    {
        if (text is null || !text.Text.StartsWith('$')) return text?.Text;
        if (Environment(text.Text[1..]) is { Length: > 0 } value) return value;
        Problems.Add(new(
            CommandCodes.NoSuchVariable, Severity.Error, $"The environment has no variable '{text.Text[1..]}', or it is empty; set it for the job.", text.Location));
        return null;
    }

    /// <summary>A path, relative to the file.</summary>
    public string? FilePath(YamlText? text) =>
        Value(text) is { } value ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, value) : null;

    /// <summary>An address.</summary>
    public Uri? Address(YamlText? text)
    {
        if (Value(text) is not { } value) return null;
        if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        Problems.Add(ScenarioProblems.WrongKind("An address", "one that begins with https:// or http://", "another text", text!.Location)); // it may be a secret
        return null;
    }

    /// <summary>A time; null when it is not given, or none.</summary>
    public TimeSpan? Time(YamlText? text) => text is null ? null : ScenarioTime.Parse(text, Problems);

    /// <summary>A whole number; null when it is not given, or none.</summary>
    public int? Number(YamlText? text)
    {
        if (text is null) return null;
        if (int.TryParse(text.Text, System.Globalization.CultureInfo.InvariantCulture, out var number)) return number;
        Problems.Add(ScenarioProblems.WrongKind("This", "a whole number", text.Kind, text.Location));
        return null;
    }
}
