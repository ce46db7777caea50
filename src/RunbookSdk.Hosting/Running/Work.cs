using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting.Running;

/// <summary>Facts that wait to be evaluated, and who waits for that.</summary>
/// <param name="Observations">The facts.</param>
internal sealed record Work(IReadOnlyList<Observation> Observations)
{
    private readonly TaskCompletionSource<Evaluation> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with what came of it.</summary>
    public Task<Evaluation> Done => done.Task;

    public void Finish(Evaluation evaluation) => done.TrySetResult(evaluation);

    public void Fail(Exception exception) => done.TrySetException(exception);
}
