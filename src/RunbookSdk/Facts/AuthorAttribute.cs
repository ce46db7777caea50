namespace RunbookSdk.Facts;

/// <summary>
/// Marks the member of a fact record that names the person whose word it is, such as who asks for a restart. Who led to a request of a rule
/// by such a fact is one of its authors: somebody else has to approve it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class AuthorAttribute : Attribute;
