using System.Text;

namespace RunbookSdk.Hosting.Http;

/// <summary>Texts of people as values of HTTP headers, which hold ASCII only.</summary>
internal static class HeaderText
{
    /// <summary>The same as the identity of a message of Standard Webhooks, which holds no full stop: a signature has one behind it.</summary>
    public static string Identity(string text) => Of(text).Replace(".", "%2E", StringComparison.Ordinal);

    /// <summary>Writes what no header may hold, and the per cent sign, as <c>%XX</c> of its UTF-8 bytes (RFC 3986, section 2.1).</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('%')) return text;
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value is > 0x20 and < 0x7F and not (byte)'%') encoded.Append((char)value);
            else encoded.Append('%').Append(Convert.ToHexString([value]));
        }

        return encoded.ToString();
    }
}
