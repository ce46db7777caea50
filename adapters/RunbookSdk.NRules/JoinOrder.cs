using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// The order in which NRules joins the slots of a query. It joins them one after the other as it is told, so a slot that an equality
/// ties to those before it comes before one that nothing ties.
/// </summary>
internal static class JoinOrder
{
    public static IReadOnlyList<SlotModel> Of(QueryModel query)
    {
        var equalities = JoinTie.Of(query).Where(t => t.IsEqual).ToList();
        var open = query.Slots.ToList();
        var result = new List<SlotModel>(open.Count);
        var bound = 0UL;
        while (open.Count > 0)
        {
            var next = open.Find(s => equalities.Exists(t => t.Slot == s.Index && (t.TheirSlots & ~bound) == 0)) ?? open[0];
            open.Remove(next);
            result.Add(next);
            bound |= 1UL << next.Index;
        }

        return result;
    }
}
