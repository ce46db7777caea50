using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Running;

namespace RunbookSdk.Hosting;

/// <summary>Adds handlers and sources of facts to the runbooks of a host. For one thread at a time, while the host is built.</summary>
public sealed class RunbooksBuilder
{
    internal RunbooksBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a handler, one for the life of the host, made with the services that its constructor asks for.</summary>
    /// <typeparam name="TAction">The actions that it takes; <see cref="RunbookAction"/> stands for all.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="name">Its name, one of its own. Keep it: the outbox remembers by it what was delivered.</param>
    /// <param name="configure">How it is called.</param>
    /// <exception cref="Diagnostics.RunbookException">
    /// RBK6002, when the host starts: its options are wrong, or it takes actions that stay in force, and is no <see cref="IStandingActionHandler{TAction}"/>.
    /// </exception>
    public RunbooksBuilder AddHandler<TAction, THandler>(string name, Action<HandlerOptions>? configure = null)
        where TAction : RunbookAction
        where THandler : class, IActionHandler<TAction>
    {
        Services.TryAddSingleton<THandler>();
        return AddHandler<TAction>(name, services => services.GetRequiredService<THandler>(), configure);
    }

    /// <summary>Adds a handler that is made when the host starts; who makes it disposes of it.</summary>
    /// <inheritdoc cref="AddHandler{TAction, THandler}"/>
    /// <param name="name">Its name, one of its own. Keep it: the outbox remembers by it what was delivered.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="configure">How it is called.</param>
    public RunbooksBuilder AddHandler<TAction>(
        string name, Func<IServiceProvider, IActionHandler<TAction>> make, Action<HandlerOptions>? configure = null)
        where TAction : RunbookAction
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(make);
        var options = new HandlerOptions();
        configure?.Invoke(options);
        Services.AddSingleton(new HandlerRegistration(name, typeof(TAction), options, services => new HandlerCaller<TAction>(make(services))));
        return this;
    }

    /// <summary>Adds a source of facts, one for the life of the host, made with the services that its constructor asks for.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    public RunbooksBuilder AddFactSource<TSource>()
        where TSource : class, IFactSource
    {
        Services.AddSingleton<IFactSource, TSource>();
        return this;
    }

    /// <summary>Adds a source of facts that is made when the host starts.</summary>
    /// <param name="make">Makes it.</param>
    public RunbooksBuilder AddFactSource(Func<IServiceProvider, IFactSource> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        Services.AddSingleton(make);
        return this;
    }

    /// <summary>
    /// Adds a health check: unhealthy when nothing is decided, degraded when something needs people, such as a dead letter or a source that fails.
    /// </summary>
    /// <param name="name">Its name.</param>
    public RunbooksBuilder AddHealthCheck(string name = "runbooks")
    {
        Services.AddHealthChecks().AddCheck<RunbookHealthCheck>(name);
        return this;
    }
}
