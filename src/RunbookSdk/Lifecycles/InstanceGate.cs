namespace RunbookSdk.Lifecycles;

/// <summary>Lets one caller in at a time: the others wait (serial) or are told so. A caller from inside an action is always told so.</summary>
internal sealed class InstanceGate(bool isSerial, string lifecycle)
{
    /// <summary>The run that the code here belongs to, wherever its tasks go.</summary>
    private static readonly AsyncLocal<Run?> Current = new();

    private readonly SemaphoreSlim? turns = isSerial ? new(1, 1) : null;
    private int entered;

    public void Enter()
    {
        if (turns is null) EnterGuarded();
        else
        {
            ThrowIfInside();
            turns.Wait();
        }
    }

    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (turns is not null)
        {
            ThrowIfInside();
            return new(turns.WaitAsync(cancellationToken));
        }

        EnterGuarded();
        return ValueTask.CompletedTask;
    }

    public void Leave()
    {
        if (turns is not null) turns.Release();
        else Volatile.Write(ref entered, 0);
    }

    /// <summary>Marks what runs from here on as inside, until it is disposed of; only where a caller from inside would wait for itself.</summary>
    public Run? Mark() => turns is null ? null : Current.Value = new Run(this);

    private void EnterGuarded()
    {
        if (Interlocked.Exchange(ref entered, 1) != 0)
        {
            throw new InvalidOperationException(
                $"This {lifecycle} is being fired already. From inside an action, use Raise of the turn; for several threads, make the instance with FiringMode.Serial.");
        }
    }

    private void ThrowIfInside()
    {
        if (Current.Value is { IsOver: false } run && run.Gate == this)
            throw new InvalidOperationException($"This {lifecycle} is fired from inside one of its own actions, and would wait for itself; use Raise of the turn.");
    }

    internal sealed class Run(InstanceGate gate) : IDisposable
    {
        public InstanceGate Gate { get; } = gate;

        public bool IsOver { get; private set; }

        public void Dispose() => IsOver = true;
    }
}
