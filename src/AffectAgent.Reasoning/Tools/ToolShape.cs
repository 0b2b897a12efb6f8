using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>The shape that a method marked with <see cref="AffectToolAttribute"/> must have.</summary>
internal static partial class ToolShape
{
    /// <summary>What is wrong with the method; empty if nothing is.</summary>
    public static IReadOnlyList<string> Faults(MethodInfo method, AffectToolAttribute mark)
    {
        var faults = new List<string>();
        if (!SnakeCase().IsMatch(mark.Name))
            faults.Add($"the name '{mark.Name}' is not snake_case, such as detect_faces");
        if (method.ReturnType != typeof(Task<ToolReport>) && method.ReturnType != typeof(ValueTask<ToolReport>))
            faults.Add("it must return Task<ToolReport>");
        if (method.IsGenericMethodDefinition)
            faults.Add("it must not be generic");
        if (string.IsNullOrWhiteSpace(method.GetCustomAttribute<DescriptionAttribute>()?.Description))
            faults.Add("it lacks a [Description] that tells a planner what it does");
        CheckParameters(method.GetParameters(), faults);
        return faults;
    }

    private static void CheckParameters(ParameterInfo[] parameters, List<string> faults)
    {
        if (parameters.Length == 0 || parameters[0].ParameterType != typeof(AnalysisContext))
            faults.Add("its first parameter must be an AnalysisContext");
        if (parameters.Length == 0 || parameters[^1].ParameterType != typeof(CancellationToken))
            faults.Add("its last parameter must be a CancellationToken");
        foreach (var parameter in parameters.Skip(1).SkipLast(1))
        {
            if (!parameter.HasDefaultValue)
                faults.Add($"its parameter '{parameter.Name}' needs a default value");
            if (string.IsNullOrWhiteSpace(parameter.GetCustomAttribute<DescriptionAttribute>()?.Description))
                faults.Add($"its parameter '{parameter.Name}' lacks a [Description]");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
