namespace RunbookSdk.Facts;

/// <summary>
/// Marks the parameters of a fact record that name its identity: <c>record ClusterLoad([Key] string Cluster, double Percent)</c>.
/// A new value with the same key replaces the old one. A record without a key is an event.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute;

/// <summary>
/// Says how long a fact stays known after it was last observed, and after that it is forgotten, at its own instant. Default: an event (a fact
/// without a key) for one hour, any other fact until it is retracted.
/// </summary>
/// <param name="duration">A time span in the invariant format, for example <c>"1.00:00:00"</c> for one day; a rule about a record that says none is refused (RBK1023).</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RetentionAttribute(string duration) : Attribute
{
    /// <summary>The duration as written.</summary>
    public string Duration { get; } = duration;
}

/// <summary>Gives a fact type a further name on the wire, for example a reverse-DNS CloudEvents type.</summary>
/// <param name="name">The CloudEvents <c>type</c> that selects this record.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
