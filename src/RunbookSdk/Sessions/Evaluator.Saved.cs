using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Instances;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <content>
/// Its state as bytes, between evaluations. Each part saves and loads itself, in the order of <see cref="Parts"/>; only the matcher is made
/// again, from the facts.
/// </content>
internal sealed partial class Evaluator
{
    /// <summary>Goes on where an evaluator of the same rules stood.</summary>
    /// <exception cref="SavingException">What was saved does not fit these rules.</exception>
    public Evaluator(RuleSet set, SessionOptions options, DateTimeOffset start, JournalWriter? journal, StateReader reader)
        : this(options, start, journal)
    {
        effects.Exchange(set.Lifecycles());
        var models = ModelsOf(set);
        rules.Apply(rules.Compare(models));
        FindStrata();
        foreach (var model in models) sourceList.Add(model);
        (sources.Order, sources.Numbers) = (SourcesInOrder(models), sourceList);
        faults.IsMuted = true;
        foreach (var (name, part) in Parts)
        {
            if (reader.ReadText() != name) throw new SavingException($"there is no '{name}' where it was expected");
            if (part is Agenda) FindMatches(models);
            part.Load(reader);
        }

        if (Find(GatePolicy.Default) is GatePolicy said) policy.Set(said);
        if (!reader.IsAtEnd) throw new SavingException("there is more than was expected");
        faults.IsMuted = false;
        matchChanges.Clear();
        faults.Faults.Clear();
        refusals.Problems.Clear();
        (agenda.Begun, agenda.Ended) = (0, 0);
        snapshots?.TouchAll();
        Commit();
    }

    /// <summary>Every part that remembers something, in the order in which they can be made again.</summary>
    internal IEnumerable<(string Name, ISavedPart Part)> Parts =>
    [
        ("decisions", log), ("deliveries", deliveries), ("facts", store), ("expiry", expiry), ("rules", rules), ("sources", sources),
        .. agenda.Parts, ("standing", standing), .. gate.Parts, ("derived", derived), .. effects.Parts, ("timers", timers),
    ];

    /// <exception cref="SavingException">Something cannot be saved.</exception>
    public void Save(StateWriter writer)
    {
        sources.Order = SourcesInOrder(rules.All.Select(r => r.Matched));
        foreach (var (name, part) in Parts)
        {
            writer.Write(name);
            part.Save(writer);
        }
    }

    /// <summary>Lets the matcher find again what matches. No limit holds, for all of this has been found before.</summary>
    private void FindMatches(List<RuleModel> models)
    {
        matcher.Swap(new RuleSwap([], models, sourceList, static _ => []), matchChanges);
        var known = new Buffer<SourceChange>();
        for (var number = 0; number < sourceList.Count; number++)
        {
            foreach (var fact in sources.Known(number)) known.Add(new(number, fact, ChangeKind.Added));
        }

        matcher.TakeBack(known, matchChanges);
        agenda.Found = matchChanges;
    }

    /// <summary>The sources of single facts and those before them, each once; the same for rules that say the same.</summary>
    private static List<SourceModel> SourcesInOrder(IEnumerable<RuleModel> models)
    {
        var (found, order) = (new HashSet<SourceModel>(), new List<SourceModel>());
        foreach (var source in models.SelectMany(m => SourceList.SourcesOf(m.Query))) Add(source);
        return order;

        void Add(SourceModel source)
        {
            if (found.Contains(source)) return;
            if (SourceNetwork.Before(source) is { } before) Add(before);
            found.Add(source);
            order.Add(source);
        }
    }
}
