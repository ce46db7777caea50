namespace RunbookSdk.Cli.Graph;

/// <summary>Where a picture goes.</summary>
internal static class PictureFile
{
    /// <summary>Writes a picture to a file; to standard output when none is named.</summary>
    /// <exception cref="Diagnostics.RunbookException">RBK0014: the file cannot be written.</exception>
    public static void Write(CommandConsole console, string picture, string? file)
    {
        var text = picture.EndsWith('\n') ? picture : picture + "\n";
        if (file is null)
        {
            console.Output.Write(text);
            return;
        }

        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandCodes.Refuse(CommandCodes.OutputNotWritable, $"The picture cannot be written: {exception.Message}", new(file, 0));
        }
    }
}
