using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// A fact of the session itself: what its options say of the gate. It stands in the journal, so that what was decided by it follows again when the
/// options are others by then. No rule can name it.
/// </summary>
/// <param name="Name">Always the same.</param>
/// <param name="Mode">How far any rule may go.</param>
/// <param name="BudgetCount">How many actions all rules may decide; 0: any number.</param>
/// <param name="BudgetPer">Within which time.</param>
/// <param name="EscalatesTo">Whom to wake; empty: nobody.</param>
internal sealed record GatePolicy([Key] string Name, Mode Mode, int BudgetCount, TimeSpan BudgetPer, string EscalatesTo) : IReservedFact
{
    /// <summary>What holds unless the options say otherwise.</summary>
    public static GatePolicy Default { get; } = Of(new SessionOptions());

    string IReservedFact.SaidBy => "the session itself";

    public static GatePolicy Of(SessionOptions options) => new(
        "session", options.Mode, options.Budget?.Count ?? 0, options.Budget?.Per ?? TimeSpan.Zero, options.EscalatesTo ?? "");

    /// <summary>What all rules may spend together; null: any number.</summary>
    public Budget? ToBudget() => BudgetCount == 0 ? null : new(BudgetCount, BudgetPer);
}

/// <summary>What holds for the gate now.</summary>
internal sealed class PolicyInForce(UndoLog undo, GatePolicy initial)
{
    public GatePolicy Policy { get; private set; } = initial;

    public Mode Mode => Policy.Mode;

    /// <summary>What all rules may spend together; null: any number.</summary>
    public Budget? Budget { get; private set; } = initial.ToBudget();

    /// <summary>Whom to wake; null: nobody.</summary>
    public string? EscalatesTo => Policy.EscalatesTo.Length == 0 ? null : Policy.EscalatesTo;

    public void Set(GatePolicy policy)
    {
        var before = (Policy, Budget);
        (Policy, Budget) = (policy, policy.ToBudget());
        undo.Add(() => (Policy, Budget) = before);
    }
}
