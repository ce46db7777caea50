using RunbookSdk.Actions;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <content>What waits at the gate, and what it has let pass.</content>
internal sealed partial class Gate : ISavedPart
{
    /// <summary>Makes the request of a match anew: for a standing action, or for what is done once.</summary>
    public Func<object, MatchState, RunbookAction, Request>? Requests
    {
        get;
        set => field = held.Requests = value;
    }

    /// <summary>Reads a match; see <see cref="SavedReferences.ReadMatch"/>.</summary>
    public Func<StateReader, MatchState>? Matches
    {
        get;
        set => field = held.Matches = value;
    }

    /// <summary>The gate and its parts; what people hold back is one of the domain's.</summary>
    public IEnumerable<(string Name, ISavedPart Part)> Parts => [.. Limits.Parts, ("proposals", this), ("held", held)];

    public MatchState ReadMatch(StateReader reader) => Matches!(reader);

    public void Save(StateWriter writer)
    {
        writer.Write(proposals.Count);
        foreach (var proposal in proposals)
        {
            writer.WriteMatch(proposal.State);
            writer.WriteValue(proposal.Action);
            writer.Refer(proposal.Request.Owner);
            writer.Write(proposal.ProposedAt);
            writer.Write(proposal.PlanHash);
            writer.Write(proposal.Number);
            writer.Write((long)proposal.Needed);
            writer.Write((long)proposal.Occurrence);
            writer.WriteValues(proposal.Approvals);
            writer.WriteAlarm(proposal);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (state, action, owner) = (ReadMatch(reader), (RunbookAction)reader.ReadValue(), reader.Refer<object>());
            var proposal = new Proposal(this, state, action, reader.ReadInstant())
            {
                Request = Requests!(owner, state, action),
                PlanHash = reader.ReadText(),
                Number = reader.ReadNumber(),
                Needed = reader.ReadCount(),
                Occurrence = reader.ReadCount(),
                Approvals = [.. reader.ReadValues().Cast<Approval>()],
            };
            timers.Load(reader, proposal);
            proposals.Add(proposal);
            if (owner is StandingEntry entry) entry.Proposal = proposal;
        }
    }
}
