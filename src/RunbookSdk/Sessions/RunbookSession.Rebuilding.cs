using RunbookSdk.Diagnostics;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Journal;

namespace RunbookSdk.Sessions;

/// <content>How a session is made again.</content>
public sealed partial class RunbookSession
{
    /// <summary>Makes a session again of a journal: from a snapshot, and what came after it; or from the beginning.</summary>
    private sealed class Rebuilding(IJournal journal, SessionOptions options, string current, Func<JournalRules, EarlierRules?> find)
    {
        private JournalWriter writer = MutedWriter(journal);

        /// <summary>The number of the last entry that has been done again.</summary>
        private long done;
        private RunbookSession? session;
        private JournalReading? reading;

        /// <summary>Why snapshots were not used.</summary>
        public List<Diagnostic> Problems { get; } = [];

        /// <summary>How many decisions were compared.</summary>
        public long Decisions { get; private set; }

        /// <summary>The session as it is at the end; from the latest snapshot that can be used.</summary>
        public RunbookSession FromLatest()
        {
            foreach (var snapshot in journal.ReadSnapshots().Where(s => s.Entry >= journal.DroppedUpTo))
            {
                if (TryLoad(snapshot)) break;
            }

            return GoOn();
        }

        /// <summary>Compares as much as there is.</summary>
        /// <returns>The entry after which it began.</returns>
        public long FromEarliest()
        {
            var usable = journal.ReadSnapshots().Where(s => s.Entry >= journal.DroppedUpTo).OrderBy(s => s.Entry);
            foreach (var snapshot in usable.Where(_ => journal.DroppedUpTo > 0))
            {
                if (TryLoad(snapshot)) break;
            }

            var from = done;
            GoOn();
            return from;
        }

        /// <summary>A snapshot that cannot be used leaves nothing behind, and the journal has all that it says.</summary>
        private bool TryLoad(JournalSnapshot snapshot)
        {
            try
            {
                var rules = RulesOf(snapshot);
                var types = new SavedTypes([typeof(RunbookSession).Assembly, .. ScriptTypes.AssembliesOf(rules.Rules.Rules.Select(r => r.Model)), .. rules.Catalog.Types.Select(t => t.Assembly)]);
                var reader = SessionState.Open(snapshot.State, types, writer, out var start, out var now);
                session = new RunbookSession(rules.Rules, options, writer, reader, start, now);
                session.evaluator.IsQuiet = true;
                (done, reading) = (snapshot.Entry, new JournalReading(WithOwn(rules.Catalog)));
                return true;
            }
#pragma warning disable CA1031 // Whatever is wrong with it, the journal has it all.
            catch (Exception exception) when (exception is not (OutOfMemoryException or JournalException))
#pragma warning restore CA1031
            {
                Problems.Add(JournalProblems.SnapshotIgnored(snapshot.Entry, exception.Message));
                writer = MutedWriter(journal);
                return false;
            }
        }

        private EarlierRules RulesOf(JournalSnapshot snapshot) =>
            find(snapshot.Rules == current ? new(current, []) : Declared(snapshot)) ?? throw new SavingException($"it was made with other rules ({snapshot.Rules}), whose text is not there");

        /// <summary>What the journal says of the rules, where they were declared.</summary>
        private JournalRules Declared(JournalSnapshot snapshot)
        {
            SessionState.Open(snapshot.State, new([]), writer, out _, out _);
            var entry = journal.Read(writer.RulesAt - 1).FirstOrDefault();
            return entry?.Records.FirstOrDefault(r => r.Kind == JournalRecordKind.Rules) is { } record ? JournalReading.ReadRules(record) : new(snapshot.Rules, []);
        }

        private static JournalWriter MutedWriter(IJournal journal) => new(journal) { IsMuted = true };

        private RunbookSession GoOn()
        {
            if (session is null && journal.DroppedUpTo > 0)
            {
                var why = Problems.Count == 0 ? "there is none" : string.Join("; ", Problems.Select(p => p.Message));
                throw new JournalException(JournalProblems.SnapshotNeeded(journal.DroppedUpTo, why));
            }

            foreach (var entry in journal.Read(done)) Do(entry);
            writer.IsMuted = false;
            session!.evaluator.IsQuiet = false;
            return session;
        }

        private void Do(JournalEntry entry)
        {
            var rules = entry.Records.FirstOrDefault(r => r.Kind == JournalRecordKind.Rules) is { } record
                ? find(JournalReading.ReadRules(record)) ?? throw new JournalException(JournalProblems.RulesUnknown(entry.Number, record.Name))
                : null;
            if (rules is not null) reading = new JournalReading(WithOwn(rules.Catalog));
            if (session is null)
            {
                if (entry.Records[0].Kind != JournalRecordKind.Start || rules is null) throw new JournalException(JournalProblems.NoStart());
                session = new RunbookSession(rules.Rules, entry.Instant, options, writer, isNew: false);
                session.evaluator.IsQuiet = true;
                Compare(entry, session.evaluator.Finish());
            }
            else Compare(entry, session.Again(entry, rules?.Rules, reading!));
            writer.Follow(entry);
        }

        /// <summary>What was decided must be decided again, or the session would go on from somewhere else than it stood.</summary>
        private void Compare(JournalEntry entry, Evaluation evaluation)
        {
            var recorded = entry.Records.Where(r => r.Kind == JournalRecordKind.Decision).Select(r => r.Data).ToList();
            for (var i = 0; i < Math.Max(recorded.Count, evaluation.Decisions.Count); i++)
            {
                var (was, made) = (recorded.ElementAtOrDefault(i), evaluation.Decisions.ElementAtOrDefault(i));
                var text = made is null ? "nothing" : writer.Text(made);
                if (was != text) throw new JournalException(JournalProblems.Differs(entry.Number, was ?? "nothing", text));
            }

            Decisions += recorded.Count;
        }
    }
}
