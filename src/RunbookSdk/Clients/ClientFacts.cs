using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Clients;

/// <summary>How strictly a minimum version is asked for.</summary>
public enum Enforcement
{
    /// <summary>Announced; nobody is bothered yet.</summary>
    Announce,

    /// <summary>Users of older versions are prompted.</summary>
    Warn,

    /// <summary>Older versions stop working.</summary>
    Block,
}

/// <summary>A version of a product that is in use.</summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The version.</param>
/// <param name="Sessions">How many sessions use it now.</param>
public sealed record Client([Key] string Product, [Key] ProductVersion Version, int Sessions = 1);

/// <summary>A version that was published.</summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The version.</param>
/// <param name="At">When it was published.</param>
public sealed record Release([Key] string Product, [Key] ProductVersion Version, DateTimeOffset At);

/// <summary>What is asked of the clients of a product. It changes only through decisions.</summary>
/// <param name="Product">The product.</param>
/// <param name="Minimum">The first version that is good enough.</param>
/// <param name="Enforcement">How strictly it is asked for.</param>
/// <param name="Since">Since when.</param>
public sealed record ClientPolicy([Key] string Product, ProductVersion Minimum, Enforcement Enforcement, DateTimeOffset Since) : IFollowedFact;

/// <summary>
/// A person says what is asked of the clients of a product, be it more or less than rules ask for. That holds until the edit is retracted;
/// then the requests in force hold again.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="Minimum">The first version that is good enough.</param>
/// <param name="Enforcement">How strictly it is asked for.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record ClientPolicyEdit(
    [Key] string Product, ProductVersion Minimum, Enforcement Enforcement, [Author] string By, string Because, DateTimeOffset At) : IEdit;
