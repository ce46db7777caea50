using System.Runtime.CompilerServices;

namespace RunbookSdk.Scripting.Tests;

public sealed class UnloadingTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Twenty_loads_leave_no_context_alive()
    {
        folder.Write("a.csx", Samples.Long);

        var contexts = Enumerable.Range(0, 20).Select(_ => LoadAndDispose()).ToList();
        for (var i = 0; i < 10 && contexts.Exists(c => c.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(contexts, c => c.IsAlive);
    }

    /// <summary>Apart, so that no local of the test keeps the scripts alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndDispose()
    {
        var declared = folder.DeclareCached();
        Assert.Equal(8, declared.Book.Declarations.Count);
        var loaded = new ScriptRunbooks(declared.Context, declared.FactTypes, declared.Problems, rules: null);
        loaded.Dispose();
        return new(declared.Context);
    }
}
