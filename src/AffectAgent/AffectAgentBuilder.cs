using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent;

/// <summary>Adds to an agent that <see cref="AffectAgentServices.AddAffectAgent"/> has registered.</summary>
/// <param name="services">The services that it stands in.</param>
public sealed class AffectAgentBuilder(IServiceCollection services)
{
    /// <summary>The services that the agent stands in.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds a plugin; its constructor may ask for services. Adding the same class twice does nothing.</summary>
    /// <typeparam name="T">A public class whose methods are marked with <see cref="AffectToolAttribute"/>.</typeparam>
    public AffectAgentBuilder AddPlugin<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IAffectPlugin
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAffectPlugin, T>());
        return this;
    }
}
