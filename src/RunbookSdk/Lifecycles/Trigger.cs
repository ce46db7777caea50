namespace RunbookSdk.Lifecycles;

/// <summary>
/// A trigger with the type of what it brings, so that the compiler checks both ends: the guards and actions that take it, and who fires
/// it. Keep it in a static field, such as <c>static readonly Trigger&lt;Signal, Login&gt; LoggedIn = new(Signal.LoggedIn);</c>.
/// </summary>
/// <typeparam name="TTrigger">What moves the lifecycle.</typeparam>
/// <typeparam name="TPayload">What the trigger brings.</typeparam>
/// <param name="Value">The trigger.</param>
public readonly record struct Trigger<TTrigger, TPayload>(TTrigger Value)
    where TTrigger : notnull;
