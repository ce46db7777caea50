using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// A hash of what a rule says, the same in every process that reads the same text: two rules have the same one when they say the same, as
/// <see cref="RuleComparison"/> sees it.
/// </summary>
internal static class RuleFingerprint
{
    private const int Digits = 16;

    /// <summary>The first 16 hexadecimal digits of a SHA-256.</summary>
    public static string Of(RuleModel rule)
    {
        var text = new StringBuilder();
        Add(text, rule.Id);
        foreach (var part in RuleComparison.Parts(rule)) Add(text, part);
        return Hash(text.ToString());
    }

    /// <summary>Of a set: of its rules, and of what is declared besides, in their order.</summary>
    public static string Of(IEnumerable<RuleModel> rules, IEnumerable<IDeclaration> others) =>
        Hash(string.Join('\n', rules.Select(Of).Concat(others.Select(o => $"{o.Kind} {o.Name} {o.Fingerprint}"))));

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];

    private static void Add(StringBuilder text, object? part)
    {
        switch (part)
        {
            case null: text.Append('~'); break;
            case string value: text.Append('"').Append(value.Length).Append(':').Append(value); break;
            case ExpressionTokens tokens: foreach (var token in tokens.Tokens) Add(text, token); break;
            case Type type: text.Append(type); break;
            case MethodBase method: text.Append(method.DeclaringType).Append('.').Append(method); break;
            case MemberInfo member: text.Append(member.DeclaringType).Append('.').Append(member.Name); break;
            case double number: text.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case float number: text.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset instant: text.Append(instant.ToString("O", CultureInfo.InvariantCulture)); break;
            case IFormattable formattable: text.Append(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            case IEnumerable items: AddItems(text, items); break;
            default: text.Append(part); break;
        }

        text.Append('\n');
    }

    private static void AddItems(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        foreach (var item in items) Add(text, item);
        text.Append(']');
    }
}
