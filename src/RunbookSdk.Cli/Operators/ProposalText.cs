using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>What waits, in words.</summary>
internal static class ProposalText
{
    /// <summary>An action with its target and its values: <c>fail-over site/dc2 (service crm)</c>.</summary>
    public static string What(RunbookAction action)
    {
        var details = string.Join(", ", action.Details.Select(d => $"{d.Key} {d.Value}"));
        return details.Length == 0 ? $"{action.Name} {action.Target}" : $"{action.Name} {action.Target} ({details})";
    }

    public static string What(WaitingProposal proposal) => What(proposal.Action);

    public static string Number(WaitingProposal proposal) => proposal.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Some proposals, each on a line of its own.</summary>
    public static string List(IEnumerable<WaitingProposal> proposals) =>
        string.Concat(proposals.Select(p => $"\n  {Number(p)}  {What(p)}, asked for by {p.Rule}"));

    /// <summary>The command that answers.</summary>
    public static string Command(string verb, WaitingProposal proposal, string state) =>
        $"runbook {verb} {Number(proposal)} --state {Quoted(state)}";

    /// <summary>As a shell takes it.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '+' or '@')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
