using RunbookSdk.NRules;
using RunbookSdk.Sessions;

namespace RunbookSdk;

/// <summary>Puts NRules in the place of the built-in matcher.</summary>
public static class UseNRulesExtensions
{
    /// <summary>
    /// Sessions made with these options match by NRules. Their decisions are those of the built-in matcher; they are found more slowly.
    /// A session of rules that NRules cannot answer right is refused when it is made, with RBK6001 for each of them.
    /// </summary>
    /// <param name="options">The options; changed in place.</param>
    /// <returns>The same options.</returns>
    public static SessionOptions UseNRules(this SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Matcher = (faults, limits) => new NRulesMatcher(faults, limits);
        return options;
    }
}
