using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Caching;

/// <summary>Diagnostics as bytes of a cache entry.</summary>
internal static class DiagnosticBytes
{
    public static void Write(BinaryWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        writer.Write(diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            writer.Write(diagnostic.Code);
            writer.Write((int)diagnostic.Severity);
            writer.Write(diagnostic.Message);
            writer.Write(diagnostic.Location.File);
            writer.Write(diagnostic.Location.Line);
            writer.Write(diagnostic.Location.Column);
        }
    }

    public static Diagnostic[] Read(BinaryReader reader)
    {
        var diagnostics = new Diagnostic[reader.ReadInt32()];
        for (var i = 0; i < diagnostics.Length; i++)
        {
            diagnostics[i] = new(
                reader.ReadString(),
                (Severity)reader.ReadInt32(),
                reader.ReadString(),
                new(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()));
        }

        return diagnostics;
    }
}
