using System.Reflection;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>The tools of all registered plugins, by name. Immutable and thread-safe.</summary>
public sealed class ToolCatalog
{
    private static readonly AIFunctionFactoryOptions Binding = new()
    {
        ConfigureParameterBinding = static parameter => parameter.ParameterType == typeof(AnalysisContext)
            ? new AIFunctionFactoryOptions.ParameterBindingOptions
            {
                BindParameter = static (_, arguments) => ToolArguments.ContextOf(arguments),
                ExcludeFromSchema = true,
            }
            : default,
        MarshalResult = static (result, _, _) => ValueTask.FromResult(result),
    };

    private readonly Dictionary<string, AffectTool> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AffectTool> _onRequest = new(StringComparer.Ordinal);

    /// <summary>Finds the tools of the plugins.</summary>
    /// <param name="plugins">The plugins, built by the service container.</param>
    /// <exception cref="UserException">A method marked as a tool has the wrong shape, or two tools share a name; all faults are listed.</exception>
    public ToolCatalog(IEnumerable<IAffectPlugin> plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        var faults = new List<string>();
        foreach (var plugin in plugins)
        {
            foreach (var method in plugin.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            {
                if (method.GetCustomAttribute<AffectToolAttribute>() is { } mark)
                    Register(plugin, method, mark, faults);
            }
        }

        if (faults.Count > 0)
            throw new UserException($"Plugins with faults: {string.Join("; ", faults)}.", "Mend or remove them.");
        All = [.. _byName.Values.OrderBy(tool => tool.Name, StringComparer.Ordinal)];
        OnRequest = [.. _onRequest.Values.OrderBy(tool => tool.Name, StringComparer.Ordinal)];
    }

    /// <summary>All tools of an analysis, by name.</summary>
    public IReadOnlyList<AffectTool> All { get; }

    /// <summary>Tools that make something where a user asks for it, by name; no planner of an analysis calls them.</summary>
    public IReadOnlyList<AffectTool> OnRequest { get; }

    /// <summary>The tools as functions of a language model.</summary>
    public IReadOnlyList<AIFunction> Functions => [.. All.Select(tool => tool.Function)];

    /// <summary>The tool of that name, or null.</summary>
    public AffectTool? Find(string name) => _byName.GetValueOrDefault(name);

    private void Register(IAffectPlugin plugin, MethodInfo method, AffectToolAttribute mark, List<string> faults)
    {
        var wrong = ToolShape.Faults(method, mark);
        if (wrong.Count > 0)
        {
            faults.Add($"{plugin.GetType().Name}.{method.Name}: {string.Join(", ", wrong)}");
            return;
        }

        var tool = new AffectTool(mark, plugin.GetType(), () => Create(plugin, method, mark));
        var other = _byName.GetValueOrDefault(mark.Name) ?? _onRequest.GetValueOrDefault(mark.Name);
        if (other is not null)
            faults.Add($"two tools are called {mark.Name} ({other.Plugin.Name} and {plugin.GetType().Name})");
        else
            (mark.OnRequest ? _onRequest : _byName).Add(mark.Name, tool);
    }

    private static AIFunction Create(IAffectPlugin plugin, MethodInfo method, AffectToolAttribute mark) =>
        AIFunctionFactory.Create(method, method.IsStatic ? null : plugin, new AIFunctionFactoryOptions
        {
            Name = mark.Name,
            ConfigureParameterBinding = Binding.ConfigureParameterBinding,
            MarshalResult = Binding.MarshalResult,
        });
}
