namespace RunbookSdk.Facts;

/// <summary>
/// Says how old the last observation of a fact may be to decide anything: <c>[MaxAge("00:05:00")]</c>. No data decides nothing: an older
/// fact begins no match and ends none, neither raises nor clears a lasting condition, and does not count in questions and groups, until
/// it is observed again, be it with the same value. Windows are not affected: they say themselves how far back they look. An observation
/// that is older already when it arrives is not taken, and counts as late. Default: a fact has no such age.
/// </summary>
/// <param name="duration">A positive time span in the invariant format, for example <c>"00:05:00"</c> for five minutes.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MaxAgeAttribute(string duration) : Attribute
{
    /// <summary>The duration as written.</summary>
    public string Duration { get; } = duration;
}
