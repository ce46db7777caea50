namespace RunbookSdk.Rules.Model;

/// <summary>
/// What both the analyzers and the reader of rules say, so that one mistake has one code and one wording wherever it is found. The
/// analyzers compile this file too, so it may use nothing that is newer than netstandard2.0.
/// </summary>
internal static class RuleCodes
{
    public const string IdNotKebabCase = "RBK1001";

    public const string IdNotKebabCaseMessage = "rule id '{0}' is not kebab-case; write lower-case words with hyphens, such as suspend-webtools";

    public const string IdTwice = "RBK1002";

    public const string IdTwiceMessage = "rule id '{0}' is already declared at {1}; give one of them another id";

    public const string KebabCase = "^[a-z0-9]+(-[a-z0-9.]+)*$";
}
