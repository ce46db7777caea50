using RunbookSdk.Diagnostics;

namespace RunbookSdk.Facts;

/// <summary>Something that was to be a fact and could not be read; it was set aside and the rest was read on.</summary>
/// <param name="Text">What was there, as it was, in UTF-8; empty when it was too long to keep.</param>
/// <param name="Diagnostics">What is wrong with it, at least one problem.</param>
public sealed record RejectedFact(ReadOnlyMemory<byte> Text, IReadOnlyList<Diagnostic> Diagnostics);
