using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>What of .NET a script has no business with.</summary>
/// <param name="Kind">What it reaches for.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record ForbiddenApi(string Kind, string Remedy)
{
    private static readonly ForbiddenApi Files = new("files", "What a file says has to come in as a fact.");
    private static readonly ForbiddenApi Network = new("the network", "What another system says has to come in as a fact; what it is to do is an action, which a handler carries out.");
    private static readonly ForbiddenApi Processes = new("processes", "Ask for it with RunJob, which a handler of the host carries out.");
    private static readonly ForbiddenApi Reflection = new("reflection", "Name the member that is meant.");
    private static readonly ForbiddenApi Threads = new("threads and waiting", "What takes time is a matter of facts: 'lasting:', Now, Missing.");
    private static readonly ForbiddenApi Surroundings = new("the environment", "What differs from host to host has to come in as a fact, or be a word that the host adds.");

    /// <summary>By the longest of these that a full name begins with: a member, a type or a namespace. Null allows it.</summary>
    private static readonly Dictionary<string, ForbiddenApi?> ByName = new(StringComparer.Ordinal)
    {
        ["System.IO"] = Files,
        ["System.IO.Path"] = null,
        ["System.IO.Path.GetFullPath"] = Files,
        ["System.IO.Path.GetTempFileName"] = Files,
        ["System.IO.Path.GetTempPath"] = Files,
        ["System.IO.Path.Exists"] = Files,
        ["System.IO.StringReader"] = null,
        ["System.IO.StringWriter"] = null,
        ["System.IO.TextReader"] = null,
        ["System.IO.TextWriter"] = null,
        ["System.Net"] = Network,
        ["System.Diagnostics.Process"] = Processes,
        ["System.Diagnostics.ProcessStartInfo"] = Processes,
        ["System.Reflection"] = Reflection,
        ["System.Reflection.MemberInfo.Name"] = null,
        ["System.Type"] = Reflection,
        ["System.Object.GetType"] = Reflection,
        ["System.Delegate"] = Reflection,
        ["System.Activator"] = Reflection,
        ["System.AppDomain"] = Reflection,
        ["System.Linq.Expressions"] = Reflection,
        ["System.Runtime.CompilerServices.Unsafe"] = Reflection,
        ["System.Runtime.CompilerServices.RuntimeHelpers"] = Reflection,
        ["System.Runtime.InteropServices"] = Reflection,
        ["System.Runtime.Loader"] = Reflection,
        ["System.Threading"] = Threads,
        ["System.Threading.CancellationToken"] = null,
        ["System.Threading.Tasks.Task.Delay"] = null, // Who awaits it is told so when the script is loaded.
        ["System.Environment"] = Surroundings,
        ["System.Environment.NewLine"] = null,
        ["System.AppContext"] = Surroundings,
        ["System.Console"] = Surroundings,
        ["System.GC"] = Surroundings,
    };

    /// <summary>What is wrong with using a member; null when nothing is.</summary>
    public static ForbiddenApi? Of(ISymbol member)
    {
        if (ByName.TryGetValue($"{NameOf(member.ContainingType)}.{member.Name}", out var known)) return known;
        for (ISymbol? symbol = member.ContainingType; symbol is INamedTypeSymbol or INamespaceSymbol { IsGlobalNamespace: false }; symbol = symbol.ContainingSymbol)
            if (ByName.TryGetValue(NameOf(symbol), out known)) return known;
        return null;
    }

    private static string NameOf(ISymbol? symbol) => symbol switch
    {
        null or INamespaceSymbol { IsGlobalNamespace: true } => "",
        { ContainingSymbol: INamedTypeSymbol or INamespaceSymbol { IsGlobalNamespace: false } } => $"{NameOf(symbol.ContainingSymbol)}.{symbol.Name}",
        _ => symbol.Name,
    };
}
