// Types in rooms of their own that break the order on purpose, one way each: they show that the test for rooms can fail.
#pragma warning disable CA1812, CA1822, CA1823, CA1852, CS0169, IDE0051, IDE0052, IDE0060

using RunbookSdk.Tests.Conventions.Planted.First;
using RunbookSdk.Tests.Conventions.Planted.Last;

namespace RunbookSdk.Tests.Conventions.Planted.First
{
    internal sealed class Innocent
    {
        public string Text { get; init; } = "";
    }

    internal sealed class UsesInField
    {
        private readonly List<Later[]> later = [];
    }

    internal sealed class UsesInSignature
    {
        public void Take(in Later? later)
        {
        }
    }

    internal sealed class UsesInBody
    {
        public int Ask() => Later.Answer();
    }

    internal sealed class UsesInLambda
    {
        public Func<int> Ask() => () => new Later().GetHashCode();
    }

    internal sealed class UsesInGenericCall
    {
        public object Ask() => Array.Empty<Later>();
    }

    internal sealed class UsesInCatch
    {
        public bool Ask(Action action)
        {
            try
            {
                action();
                return true;
            }
            catch (LaterException)
            {
                return false;
            }
        }
    }

    internal sealed class UsesAsBase : Later;

    internal sealed class UsesAsConstraint<T>
        where T : Later;

    [Later]
    internal sealed class UsesAsAttribute;

    internal sealed class UsesTwin
    {
        private readonly Twin.Sibling? sibling;
    }
}

namespace RunbookSdk.Tests.Conventions.Planted.Twin
{
    internal sealed class Sibling;
}

namespace RunbookSdk.Tests.Conventions.Planted.Last
{
    internal class Later
    {
        private readonly Innocent allowed = new();

        public static int Answer() => 42;
    }

    internal sealed class LaterException : Exception;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class LaterAttribute : Attribute;
}
