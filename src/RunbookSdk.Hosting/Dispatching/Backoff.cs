using System.Security.Cryptography;
using System.Text;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>
/// How long to wait between attempts: twice as long each time, less up to half of it. What is taken off follows from the delivery and the attempt
/// and not from chance, so it spreads deliveries that failed together, and a run can be repeated.
/// </summary>
internal static class Backoff
{
    /// <summary>No receiver holds a target up for longer, whatever it asks for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The time until the next attempt.</summary>
    /// <param name="options">First and longest delay.</param>
    /// <param name="key">The delivery's key.</param>
    /// <param name="attempts">How many attempts have failed, from 1.</param>
    /// <param name="atLeast">What the receiver asks for; more than <see cref="Longest"/> counts as that.</param>
    public static TimeSpan After(HandlerOptions options, string key, int attempts, TimeSpan? atLeast = null)
    {
        var whole = options.FirstDelay.Ticks * Math.Pow(2, Math.Min(attempts - 1, 60));
        var delay = Math.Min(whole, options.MaxDelay.Ticks) * (1 - (Share(key, attempts) / 2));
        return TimeSpan.FromTicks(Math.Max((long)delay, Math.Min(atLeast?.Ticks ?? 0, Longest.Ticks)));
    }

    /// <summary>A number from 0 to 1, spread evenly over deliveries and attempts.</summary>
    private static double Share(string key, int attempts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key} {attempts}"), hash);
        return BitConverter.ToUInt32(hash) / (double)uint.MaxValue;
    }
}
