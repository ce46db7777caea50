using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RunbookSdk.Hosting;
using RunbookSdk.Hosting.Running;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds runbooks to a host.</summary>
public static class RunbookServiceCollectionExtensions
{
    /// <summary>
    /// Adds runbooks that run as long as the host does: they take facts, decide when something changes or is due, remember it in the journal, and hand
    /// their decisions to handlers. <see cref="IRunbookHost"/> is how other services give facts to them. Time is that of the
    /// <see cref="TimeProvider"/> among the services. Can be called several times; there is one set of runbooks, and what is configured adds up.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">What the host runs.</param>
    /// <returns>Adds handlers and sources of facts.</returns>
    /// <exception cref="OptionsValidationException">When the host starts: RBK6001, something cannot be used; it says all of it.</exception>
    public static RunbooksBuilder AddRunbooks(this IServiceCollection services, Action<RunbooksOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null) services.Configure(configure);
        if (services.Any(s => s.ServiceType == typeof(RunbookHost))) return new(services);
        services.AddOptionsWithValidateOnStart<RunbooksOptions, RunbooksOptionsCheck>();
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Condition>();
        services.AddSingleton(s => new HostingMeasures(s.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(s => new RunbookServices(
            s.GetRequiredService<IOptions<RunbooksOptions>>().Value,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RunbookHost>>(),
            s.GetRequiredService<HostingMeasures>(),
            s.GetRequiredService<Condition>()));
        services.AddSingleton<RunbookHost>();
        services.AddSingleton<IRunbookHost>(s => s.GetRequiredService<RunbookHost>());
        services.AddHostedService(s => s.GetRequiredService<RunbookHost>());
        return new(services);
    }
}
