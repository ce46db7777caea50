using System.Reflection;

namespace RunbookSdk.Tests.Conventions;

/// <summary>Rooms in one order: a type uses its own room and those before it. Rooms of one step do not use one another.</summary>
/// <param name="Root">The namespace whose children are the rooms; its own types come last and may use every room.</param>
/// <param name="Steps">The rooms, first to last.</param>
internal sealed record Rooms(string Root, IReadOnlyList<IReadOnlyList<string>> Steps)
{
    public static Rooms OfCore { get; } = new(
        "RunbookSdk",
        [
            ["Diagnostics"], ["Facts"], ["Rules"], ["Matching"], ["Time"], ["Lifecycles"], ["Actions"],
            ["Incidents", "Components", "Clients", "Instances"], ["Journal"], ["Sessions"], ["Explanation"],
        ]);

    /// <summary>Every reference that goes the wrong way, and every type in a room that nobody knows; sorted.</summary>
    public IReadOnlyList<string> Violations(IEnumerable<Type> types)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (RoomOf(type) is not { } room) continue;
            if (room.Length > 0 && StepOf(room) < 0) found.Add($"{NameOf(type)} is in '{room}', which is no room in the list");
            foreach (var used in TypeReferences.Of(type))
                if (RoomOf(used) is { } other && !MayUse(room, other)) found.Add($"{NameOf(type)} uses {NameOf(used)}");
        }

        return [.. found];
    }

    public IReadOnlyList<string> Violations(Assembly assembly) => Violations(assembly.GetTypes());

    private bool MayUse(string room, string other) =>
        room == other || room.Length == 0 || (other.Length > 0 && StepOf(other) < StepOf(room));

    private int StepOf(string room) => Steps.ToList().FindIndex(s => s.Contains(room));

    /// <summary>Empty for a type at the root; null for one that is not ours, such as what the compiler adds.</summary>
    private string? RoomOf(Type type)
    {
        if (type.Namespace is not { } name) return null;
        if (name == Root) return "";
        return name.StartsWith(Root + '.', StringComparison.Ordinal) ? name[(Root.Length + 1)..].Split('.')[0] : null;
    }

    private string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.FullName![(Root.Length + 1)..];
    }
}
