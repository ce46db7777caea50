using RunbookSdk.Actions;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <content>What is asked for, by whom, and the terms of leases. Proposals are the gate's to say.</content>
internal sealed partial class StandingActions : ISavedPart
{
    public void Save(StateWriter writer)
    {
        writer.Write(entries.Count);
        foreach (var entry in Entries)
        {
            writer.Write(entry.Key);
            writer.WriteValue(entry.Action);
            writer.Write((long)entry.Status);
            writer.Write((long)entry.Mode);
            writer.Write(entry.Lease);
            writer.Write(entry.Since);
            writer.Write(entry.TermBegan);
            writer.WriteAlarm(entry);
            writer.Write(entry.DecidedFor is not null);
            if (entry.DecidedFor is not null) writer.WriteMatch(entry.DecidedFor);
            writer.Write(entry.Claims.Count);
            foreach (var claim in entry.Claims) writer.Refer(claim);
            writer.Add(entry);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var entry = new StandingEntry(reader.ReadText(), (StandingAction)reader.ReadValue(), this)
            {
                Status = (StandingStatus)reader.ReadNumber(),
                Mode = (Mode)reader.ReadNumber(),
                Lease = reader.ReadTimeOrNull(),
                Since = reader.ReadInstant(),
                TermBegan = reader.ReadInstant(),
            };
            timers.Load(reader, entry);
            if (reader.ReadBoolean()) entry.DecidedFor = gate.ReadMatch(reader);
            for (var claims = reader.ReadCount(); claims > 0; claims--)
            {
                var claim = reader.Refer<MatchState>();
                claim.Claim = entry;
                entry.Claims.Add(claim);
            }

            entries.Add(entry.Key, entry);
            reader.Add(entry);
        }
    }

    /// <summary>The request that a match makes for what stands.</summary>
    public Request RequestOf(StandingEntry entry, MatchState state) =>
        new(entry, approved => Approved(entry, state, approved), by => AskAgain(entry, by));
}
