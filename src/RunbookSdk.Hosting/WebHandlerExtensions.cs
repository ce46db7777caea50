using Microsoft.Extensions.DependencyInjection;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Alertmanager;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Slack;
using RunbookSdk.Hosting.Statuspage;
using RunbookSdk.Hosting.Webhooks;

namespace RunbookSdk.Hosting;

/// <summary>
/// Adds handlers that call web servers. Each has an <see cref="HttpClient"/> of its own, by its name, which
/// <c>services.AddHttpClient(name)</c> configures further: headers, proxies, certificates. Redirects are not followed, and addresses are
/// not logged, for they may hold secrets.
/// </summary>
public static class WebHandlerExtensions
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Sends every decision to a URL, as a signed CloudEvent; see <see cref="WebhookHandler"/>. It reports no outcomes unless it is told to.</summary>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">Where to, and how it is signed.</param>
    /// <param name="handler">How it is called.</param>
    public static RunbooksBuilder AddWebhook(
        this RunbooksBuilder builder, string name, Action<WebhookOptions> configure, Action<HandlerOptions>? handler = null) =>
        builder.Add<RunbookAction, WebhookOptions>(name, configure, Quiet(handler), static (client, options, time) => new WebhookHandler(client, options, time));

    /// <summary>Posts every decision to a channel; see <see cref="SlackHandler"/>. It reports no outcomes unless it is told to.</summary>
    /// <inheritdoc cref="AddWebhook"/>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">Where to.</param>
    /// <param name="handler">How it is called.</param>
    public static RunbooksBuilder AddSlack(
        this RunbooksBuilder builder, string name, Action<SlackOptions> configure, Action<HandlerOptions>? handler = null) =>
        builder.Add<RunbookAction, SlackOptions>(name, configure, Quiet(handler), static (client, options, time) => new SlackHandler(client, options, time));

    /// <summary>Fires alerts at Alertmanager for what is decided; see <see cref="AlertmanagerAlertHandler"/>. For pages, say so by <see cref="HandlerOptions.Takes"/>.</summary>
    /// <inheritdoc cref="AddWebhook"/>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">Which Alertmanager, and with which labels.</param>
    /// <param name="handler">How it is called.</param>
    public static RunbooksBuilder AddAlertmanagerAlerts(
        this RunbooksBuilder builder, string name, Action<AlertmanagerOptions> configure, Action<HandlerOptions>? handler = null) =>
        builder.Add<RunbookAction, AlertmanagerOptions>(
            name, configure, handler, static (client, options, time) => new AlertmanagerAlertHandler(client, options, time));

    /// <summary>Silences the alerts of what is switched off; see <see cref="AlertmanagerSilenceHandler"/>. It reports no outcomes unless it is told to.</summary>
    /// <inheritdoc cref="AddWebhook"/>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">Its name among the handlers.</param>
    /// <param name="configure">Which Alertmanager, and which alerts an action silences.</param>
    /// <param name="handler">How it is called.</param>
    public static RunbooksBuilder AddAlertmanagerSilences(
        this RunbooksBuilder builder, string name, Action<AlertmanagerOptions> configure, Action<HandlerOptions>? handler = null) =>
        builder.Add<StandingAction, AlertmanagerOptions>(
            name, configure, Quiet(handler), static (client, options, time) => new AlertmanagerSilenceHandler(client, options, time));

    /// <summary>
    /// Shows incidents and components at Statuspage, or at what takes the same API: by two handlers, <c>NAME-incidents</c> and <c>NAME-components</c>,
    /// which share one client and the limit of one request a second. Components show how they stand in the session, where they are mapped
    /// (<see cref="StatuspageOptions.Components"/>). What a person has changed at the page is left as it is. Components report no outcomes unless told to.
    /// </summary>
    /// <param name="builder">The runbooks.</param>
    /// <param name="name">The beginning of the names of both handlers.</param>
    /// <param name="configure">Which page, and which components.</param>
    /// <param name="handler">How they are called; what they take is settled.</param>
    public static RunbooksBuilder AddStatuspage(
        this RunbooksBuilder builder, string name, Action<StatuspageOptions> configure, Action<HandlerOptions>? handler = null)
    {
        var options = Configure(builder, name, configure);
        builder.Services.AddKeyedSingleton(name, (services, _) => new StatuspageCalls(ClientOf(services, name), options, TimeOf(services)));
        builder.AddHandler<OneShotAction>(
            $"{name}-incidents",
            services => new StatuspageIncidentHandler(services.GetRequiredKeyedService<StatuspageCalls>(name)),
            Taking(StatuspageIncidentHandler.Takes, handler));
        if (options.Components.Count == 0) return builder;
        builder.Services.AddKeyedSingleton(name, (services, _) => new StatuspageComponentHandler(
            services.GetRequiredKeyedService<StatuspageCalls>(name), options, KnownOf(options, services)));
        return builder.AddHandler<StandingAction>(
            $"{name}-components",
            services => services.GetRequiredKeyedService<StatuspageComponentHandler>(name),
            Taking(StatuspageComponentHandler.Takes, Quiet(handler)));
    }

    private static RunbooksBuilder Add<TAction, TOptions>(
        this RunbooksBuilder builder,
        string name,
        Action<TOptions> configure,
        Action<HandlerOptions>? handler,
        Func<HttpClient, TOptions, TimeProvider, IActionHandler<TAction>> make)
        where TAction : RunbookAction
        where TOptions : new()
    {
        var options = Configure(builder, name, configure);
        return builder.AddHandler(name, services => make(ClientOf(services, name), options, TimeOf(services)), handler);
    }

    private static TOptions Configure<TOptions>(RunbooksBuilder builder, string name, Action<TOptions> configure)
        where TOptions : new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TOptions();
        configure(options);
        builder.Services.AddHttpClient(name)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // a handler keeps its client; connections are renewed below, for names that move
            .UseSocketsHttpHandler((sockets, _) => (sockets.AllowAutoRedirect, sockets.PooledConnectionLifetime) = (false, ConnectionLifetime))
            .RemoveAllLoggers();
        return options;
    }

    private static HttpClient ClientOf(IServiceProvider services, string name) => services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    /// <summary>Where components stand: as the options say, or in the session of the host.</summary>
    private static Func<IReadOnlyList<Component>> KnownOf(StatuspageOptions options, IServiceProvider services) =>
        options.Known ?? (() => [.. services.GetRequiredService<IRunbookHost>().Snapshot?.Facts<Component>() ?? []]);

    private static Action<HandlerOptions> Quiet(Action<HandlerOptions>? handler) => options =>
    {
        options.ReportsOutcome = false;
        handler?.Invoke(options);
    };

    private static Action<HandlerOptions> Taking(Func<RunbookAction, bool> takes, Action<HandlerOptions>? handler) => options =>
    {
        handler?.Invoke(options);
        options.Takes = takes;
    };
}
