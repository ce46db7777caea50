namespace RunbookSdk.Hosting.Http;

/// <summary>Checks addresses that options give.</summary>
internal static class WebAddress
{
    /// <summary>An address that can be called.</summary>
    /// <param name="url">What the options say.</param>
    /// <param name="of">What it is the address of.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Uri Of(Uri? url, string of) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? url
            : throw new ArgumentException($"The address of {of} is {(url is null ? "missing" : "none that can be called")}; give an absolute one that begins with https:// or http://.");

    /// <summary>The same as the root of further paths.</summary>
    public static Uri Root(Uri? url, string of)
    {
        var root = Of(url, of);
        return root.AbsolutePath.EndsWith('/') ? root : new UriBuilder(root) { Path = root.AbsolutePath + "/" }.Uri;
    }
}
