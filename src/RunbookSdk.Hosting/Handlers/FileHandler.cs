using System.Text;
using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>
/// Appends each decision to a file, one CloudEvent a line, whole and on the disk, or not at all. A line that a killed process has begun is ended
/// before the next one, so a reader finds every line whole but that one. A decision is in the file again when it was not known whether it was
/// there; its <c>idempotencyKey</c> tells. Safe to use from any thread, and from several processes.
/// </summary>
internal sealed class FileHandler(string path) : IRenewingActionHandler<RunbookAction>
{
    private const byte LineFeed = (byte)'\n';

    private readonly Lock guard = new();

    public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Append(delivery);

    public Task<HandlerResult> ReleaseAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Append(delivery);

    public Task<HandlerResult> RenewAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Append(delivery);

    private Task<HandlerResult> Append(ActionDelivery<RunbookAction> delivery)
    {
        lock (guard)
        {
            try
            {
                Append(Encoding.UTF8.GetBytes(delivery.Decision.CloudEvent));
                return Task.FromResult(HandlerResult.Done($"written to {path}"));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Task.FromResult(HandlerResult.Failed($"{path}: {exception.Message}"));
            }
        }
    }

    /// <summary>Nobody else has the file meanwhile; what could be written in part only, for the disk is full, is taken away again.</summary>
    private void Append(byte[] line)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var before = file.Length;
        byte[] written = IsTorn(file) ? [LineFeed, .. line, LineFeed] : [.. line, LineFeed];
        try
        {
            file.Position = before;
            file.Write(written);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(before);
            throw;
        }
    }

    private static bool IsTorn(FileStream file)
    {
        if (file.Length == 0) return false;
        file.Position = file.Length - 1;
        return file.ReadByte() != LineFeed;
    }
}
