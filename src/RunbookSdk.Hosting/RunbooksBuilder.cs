using Microsoft.Extensions.DependencyInjection;

namespace RunbookSdk.Hosting;

/// <summary>Adds handlers and sources of facts to the runbooks of a host. For one thread at a time, while the host is built.</summary>
public sealed class RunbooksBuilder
{
    internal RunbooksBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }
}
