using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>What is wrong with a value that was read.</summary>
internal enum ValueProblem
{
    None,
    Wrong,
    NotFinite,
    NoZone,
}

/// <summary>Reads the value at which a JSON reader stands; never throws for what it finds.</summary>
internal delegate ValueProblem ReadValue<T>(ref Utf8JsonReader reader, FactTexts texts, out T? value);

/// <summary>How values of one type are read.</summary>
/// <param name="Expected">What such a value looks like, for messages.</param>
/// <param name="Read">Reads one.</param>
internal sealed record ValueReader<T>(string Expected, ReadValue<T> Read);
