using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <content>Definitions that are written in JSON.</content>
public static partial class Lifecycle
{
    /// <summary>
    /// Reads a definition from JSON, as <see cref="Lifecycle{TState, TTrigger}.ToJson"/> writes it. States and triggers are found by their
    /// spelling: enums in snake_case. A hash in the text is not compared: the definition has the one of what it says now.
    /// </summary>
    /// <typeparam name="TState">Where an instance can stand.</typeparam>
    /// <typeparam name="TTrigger">What moves it.</typeparam>
    /// <param name="json">The text.</param>
    /// <param name="behaviours">What its guards and actions do; default: it may have none.</param>
    /// <param name="file">What the text is called in diagnostics.</param>
    /// <exception cref="RunbookException">Something is wrong with it; carries every problem found with its line and column, codes RBK12xx.</exception>
    /// <exception cref="ArgumentException">States or triggers are neither texts nor an enum, and the behaviours do not list them.</exception>
    public static Lifecycle<TState, TTrigger> Read<TState, TTrigger>(
        string json, LifecycleBehaviours<TState, TTrigger>? behaviours = null, string file = "")
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(file);
        return new LifecycleReader<TState, TTrigger>(new JsonText(json, file), behaviours ?? new()).Read();
    }

    /// <summary>Reads a definition whose states and triggers are texts.</summary>
    /// <inheritdoc cref="Read{TState, TTrigger}(string, LifecycleBehaviours{TState, TTrigger}, string)"/>
    public static Lifecycle<string, string> Read(string json, LifecycleBehaviours<string, string>? behaviours = null, string file = "") =>
        Read<string, string>(json, behaviours, file);
}
