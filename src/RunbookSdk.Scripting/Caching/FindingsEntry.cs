using System.Text;

namespace RunbookSdk.Scripting.Caching;

/// <summary>What a check found, as bytes with a hash over them.</summary>
internal static class FindingsEntry
{
    public static byte[] Write(ScriptFindings findings)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(findings.Rules);
            writer.Write(findings.Lifecycles);
            DiagnosticBytes.Write(writer, findings.Diagnostics);
        }

        return SealedBytes.Seal(stream);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when these are any other bytes.</summary>
    public static ScriptFindings? Read(byte[] bytes)
    {
        var length = SealedBytes.LengthOf(bytes);
        if (length < 0) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length, writable: false));
        var (rules, lifecycles) = (reader.ReadInt32(), reader.ReadInt32());
        return new(DiagnosticBytes.Read(reader), rules, lifecycles);
    }
}
