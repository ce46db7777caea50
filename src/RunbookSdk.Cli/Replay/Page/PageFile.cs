using System.Text;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>The file of a page: written beside it first, so that nobody ever finds half of one.</summary>
internal sealed class PageFile : IDisposable
{
    private readonly string path;
    private readonly string beside;
    private FileStream? stream;

    /// <summary>Makes sure that the file can be written, before anybody waits for what comes in it.</summary>
    /// <exception cref="RunbookException">RBK0053: it cannot.</exception>
    public PageFile(string path)
    {
        (this.path, beside) = (path, path + ".part");
        if (Directory.Exists(path)) throw Refuse("it is a folder; name a file in it, such as replay.html");
        try
        {
            stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse(exception.Message);
        }
    }

    /// <summary>Writes it, in the place of one that is there.</summary>
    /// <exception cref="RunbookException">RBK0053: it cannot be written; one that is there is as it was.</exception>
    public void Write(string page)
    {
        try
        {
            stream!.Write(Encoding.UTF8.GetBytes(page));
            stream.Dispose();
            stream = null;
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse(exception.Message);
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        if (File.Exists(beside)) File.Delete(beside);
    }

    private RunbookException Refuse(string why) =>
        CommandCodes.Refuse(CommandCodes.PageNotWritable, $"The report cannot be written: {why}", new(path, 0));
}
