using System.Text.RegularExpressions;
using AffectAgent.Reasoning;
using Microsoft.SemanticKernel;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>
/// AffectAgent's prompt files as functions of Semantic Kernel. The files (folder <c>prompts</c>) have a head of name and
/// version and slots such as <c>{{question}}</c>; a slot becomes an input variable of the function.
/// </summary>
public static partial class PromptFunctions
{
    /// <summary>The name of the files' format among Semantic Kernel's template formats.</summary>
    public const string Format = "affectagent";

    /// <summary>The prompts there are, e.g. "planner/system".</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(IPlanner).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("prompts/", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            .Select(name => name["prompts/".Length..^".md".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A prompt as Semantic Kernel describes it: template, format and input variables.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="UserException">There is no such prompt.</exception>
    public static PromptTemplateConfig Describe(string name)
    {
        using var stream = typeof(IPlanner).Assembly.GetManifestResourceStream($"prompts/{name}.md")
            ?? throw new UserException($"There is no prompt '{name}'.", $"There are {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream);
        // Between lines of three hyphens stands the head; the text is what follows it.
        var text = reader.ReadToEnd().ReplaceLineEndings("\n").Split("---\n", 3)[^1].Trim();
        var config = new PromptTemplateConfig(text) { Name = name.Replace('/', '_').Replace('-', '_'), TemplateFormat = Format, Description = $"AffectAgent's prompt {name}." };
        foreach (var slot in Slots().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal))
            config.InputVariables.Add(new InputVariable { Name = slot, IsRequired = true });
        return config;
    }

    /// <summary>A prompt as a function that asks the kernel's model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="UserException">There is no such prompt.</exception>
    public static KernelFunction Create(string name) => KernelFunctionFactory.CreateFromPrompt(Describe(name), new PromptFileTemplateFactory());

    [GeneratedRegex(@"\{\{([a-z][a-z0-9-]*)\}\}")]
    internal static partial Regex Slots();
}

/// <summary>Reads templates of the format <see cref="PromptFunctions.Format"/>.</summary>
public sealed class PromptFileTemplateFactory : IPromptTemplateFactory
{
    /// <inheritdoc/>
    public bool TryCreate(PromptTemplateConfig templateConfig, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPromptTemplate? result)
    {
        ArgumentNullException.ThrowIfNull(templateConfig);
        result = templateConfig.TemplateFormat == PromptFunctions.Format ? new Template(templateConfig.Template) : null;
        return result is not null;
    }

    // Values are not looked into for slots, and lose their angle brackets: Semantic Kernel reads <message role="…"> in a prompt as a turn of the conversation.
    private sealed class Template(string text) : IPromptTemplate
    {
        public Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(PromptFunctions.Slots().Replace(text, slot => arguments?.TryGetValue(slot.Groups[1].Value, out var value) is true
                ? $"{value}".Replace('<', '‹').Replace('>', '›')
                : throw new KernelException($"The prompt has a slot {slot.Groups[1].Value} that no argument fills.")));
    }
}
