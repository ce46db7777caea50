using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>
/// A fact of the session itself: a host runs it. Who opens the journal and finds it knows that the host before did not end cleanly. No rule can name
/// it.
/// </summary>
/// <param name="Name">Always the same.</param>
/// <param name="Since">Since when.</param>
internal sealed record SessionRunning([Key] string Name, DateTimeOffset Since) : IReservedFact
{
    public const string TheOnly = "session";

    string IReservedFact.SaidBy => "the session itself";
}
