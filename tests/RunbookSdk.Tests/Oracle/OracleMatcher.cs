using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// The matcher that the oracle is held against: here the built-in one. The tests of an adapter compile the oracle as well, with a file
/// of their own in the place of this one.
/// </summary>
internal static class OracleMatcher
{
    /// <summary>Of the random cases one in so many is tried; all of them here.</summary>
    public const int OneIn = 1;

    public static SessionOptions Use(SessionOptions options) => options;
}
