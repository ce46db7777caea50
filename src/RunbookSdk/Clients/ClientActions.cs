using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Clients;

/// <summary>Ask clients for a minimum version while the reason stands; the strictest request in force holds.</summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The first version that is good enough.</param>
/// <param name="Enforcement">How strictly.</param>
/// <param name="Because">Why.</param>
public sealed record RequireVersion(string Product, ProductVersion Version, Enforcement Enforcement, string Because)
    : StandingAction("require-version", Target.Of("client-policy", Product), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
        [KeyValuePair.Create("version", Version.ToString()), KeyValuePair.Create("enforcement", StatusText.Of(Enforcement))];
}

/// <summary>Refuse a version of a client while the reason stands.</summary>
/// <param name="Client">The client.</param>
/// <param name="Because">Why.</param>
public sealed record Block(Client Client, string Because)
    : StandingAction("block", Target.Of("client", Client.Product, Client.Version.ToString()), Because);
