using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>What is asked of the clients of each product: what a person says, and otherwise the strictest request in force.</summary>
internal sealed class PolicyStates(FactStore store, DecisionLog log, ActionsInForce actions, Edits edits)
{
    public static string? Refusal(ClientPolicyEdit edit)
    {
        var definition = ClientPolicyLifecycle.Definition;
        var fired = definition.Fire(
            definition.At(definition.Initial, edit.At), edit.Enforcement, new RequestsInForce(edit.Enforcement), edit.At);
        return fired.IsRefused ? fired.Reason : null;
    }

    /// <summary>Moves the policy of a product to where it stands by now; one that nobody asks for is no more.</summary>
    public void Settle(string product)
    {
        var known = store.Find(new ClientPolicy(product, null!, default, default));
        if (Asked(product) is not var (enforcement, minimum))
        {
            if (known is not null) store.Remove(known);
            return;
        }

        var definition = ClientPolicyLifecycle.Definition;
        var before = known?.Value is ClientPolicy policy
            ? definition.At(policy.Enforcement, policy.Since)
            : definition.At(definition.Initial, log.Now);
        var after = definition.Fire(before, enforcement, new RequestsInForce(enforcement), log.Now).After;
        store.Write(new ClientPolicy(product, minimum, after.State, after.Since), log.Now);
    }

    private (Enforcement Enforcement, ProductVersion Minimum)? Asked(string product)
    {
        if (edits.OfProduct(product) is { } edit) return (edit.Enforcement, edit.Minimum);
        var asked = actions.On(Target.Of("client-policy", product)).OfType<RequireVersion>().ToList();
        if (ClientPolicyLifecycle.Strictest(asked.Select(a => a.Enforcement)) is not { } strictest) return null;
        return (strictest, asked.Where(a => a.Enforcement == strictest).Select(a => a.Version).Max()!);
    }
}
