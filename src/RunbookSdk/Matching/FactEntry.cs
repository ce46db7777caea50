namespace RunbookSdk.Matching;

/// <summary>What a source remembers of a fact that is in some of its memories: the value it had then, and which.</summary>
internal sealed class FactEntry(AlphaSource source)
{
    private ulong interest;
    private int interestVersion = -1;

    public AlphaSource Source { get; } = source;

    /// <summary>The same fact in another source.</summary>
    public FactEntry? Next { get; set; }

    public Membership? First { get; private set; }

    /// <summary>The value when the memories last took it.</summary>
    public object Value { get; set; } = null!;

    /// <summary>The place among sorted thresholds of the first one above the value, as it was found last.</summary>
    public int Edge { get; set; }

    /// <summary>True when the fact is in no memory any more, and the batch that took it away still runs.</summary>
    public bool HasLeft => First is not { IsIn: true } && AllLeft;

    private bool AllLeft
    {
        get
        {
            for (var member = First; member is not null; member = member.Next)
            {
                if (member.IsIn) return false;
            }

            return true;
        }
    }

    /// <summary>Members of the fact of whose change a memory that it is in wants to hear; summed anew when memories or interests changed.</summary>
    public ulong Interest(int version)
    {
        if (interestVersion == version) return interest;
        interest = 0;
        for (var member = First; member is not null; member = member.Next) interest |= member.Memory.Interest;
        interestVersion = version;
        return interest;
    }

    public void Link(Membership member)
    {
        (member.Entry, member.Next) = (this, First);
        if (First is not null) First.Previous = member;
        First = member;
        interest |= member.Memory.Interest;
    }

    public void Unlink(Membership member)
    {
        if (member.Previous is { } previous) previous.Next = member.Next;
        else First = member.Next;
        if (member.Next is { } next) next.Previous = member.Previous;
        (member.Entry, member.Next, member.Previous) = (null, null, null);
    }
}
