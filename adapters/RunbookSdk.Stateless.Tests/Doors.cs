using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>Small lifecycles for the tests.</summary>
internal static class Doors
{
    public static readonly Trigger<string, int> Push = new("push");

    /// <summary>Begins open; the rest is declared.</summary>
    public static Lifecycle<string, string> Door(Func<LifecycleBuilder<string, string>, LifecycleBuilder<string, string>> declare) =>
        declare(Lifecycle.Define<string, string>("door").Initial("open")).Build();

    /// <summary>A hall and a bed inside; what is asked of them is asked of the house as well.</summary>
    public static Lifecycle<string, string> House() => Lifecycle.Define<string, string>("house").Initial("inside")
        .State("inside", s => s.Initial("hall").Permit("leave", "outside").Permit("call", "outside").Permit("shout", "outside"))
        .State("hall", s => s.Within("inside").Permit("walk", "bed").Refuse("leave", "say good night first"))
        .State("bed", s => s.Within("inside").Permit("call", "hall"))
        .State("outside", s => s.Permit("enter", "inside")).Build();
}
