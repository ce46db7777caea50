using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>The places that diagnostics point at: as little text as says what is meant.</summary>
internal static class Places
{
    /// <summary>The name of the method that a call calls.</summary>
    public static Location OfName(IInvocationOperation call) => (NameOf(call) ?? call.Syntax).GetLocation();

    /// <summary>The type between the angle brackets of a call.</summary>
    public static Location OfTypeArgument(IInvocationOperation call) =>
        NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } types } ? types[0].GetLocation() : OfName(call);

    /// <summary>A place as people read it: <c>file(line,column)</c>.</summary>
    public static string TextOf(Location place)
    {
        var span = place.GetLineSpan();
        var (line, column) = (span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
        return string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", span.Path, line, column);
    }

    private static SimpleNameSyntax? NameOf(IInvocationOperation call) => (call.Syntax as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
