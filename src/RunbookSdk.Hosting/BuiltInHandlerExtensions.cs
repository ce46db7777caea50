using Microsoft.Extensions.DependencyInjection;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting;

/// <summary>Adds handlers that need no server.</summary>
public static class BuiltInHandlerExtensions
{
    /// <summary>Logs every action that is to be done, renewed or released. It reports no outcomes: that something was logged does not mean that it was done.</summary>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">How it is called.</param>
    public static RunbooksBuilder AddLogHandler(this RunbooksBuilder builder, string name = "log", Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddHandler<RunbookAction>(
            name, static services => ActivatorUtilities.CreateInstance<LogHandler>(services), Recording(configure));
    }

    /// <summary>
    /// Appends every decision about an action to a file, one CloudEvent a line, whole and on the disk. It reports no outcomes. One that was not known
    /// to be there is there twice, with one <c>idempotencyKey</c>.
    /// </summary>
    /// <param name="builder">The runbooks.</param>
    /// <param name="path">The file; made when it is not there, in a folder that is.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">How it is called.</param>
    public static RunbooksBuilder AddFileHandler(this RunbooksBuilder builder, string path, string name = "file", Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.AddHandler<RunbookAction>(name, _ => new FileHandler(path), Recording(configure));
    }

    /// <summary>Starts a program for each action; see <see cref="ProcessCommand{TAction}"/>. One that takes too long is killed, with all that it has started.</summary>
    /// <typeparam name="TAction">The actions that it takes.</typeparam>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="command">The program.</param>
    /// <param name="configure">How it is called.</param>
    public static RunbooksBuilder AddProcessHandler<TAction>(
        this RunbooksBuilder builder, string name, ProcessCommand<TAction> command, Action<HandlerOptions>? configure = null)
        where TAction : RunbookAction
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(command);
        return builder.AddHandler<TAction>(name, _ => new ProcessHandler<TAction>(command), configure);
    }

    private static Action<HandlerOptions> Recording(Action<HandlerOptions>? configure) => options =>
    {
        options.ReportsOutcome = false;
        configure?.Invoke(options);
    };
}
