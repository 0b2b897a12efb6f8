using System.Text;

namespace AffectAgent.Reasoning;

/// <summary>
/// A prompt of the folder <c>prompts</c>: a head of <c>name</c> and <c>version</c> between lines of three hyphens, then the
/// text with slots such as <c>{{question}}</c>. Immutable and thread-safe.
/// </summary>
internal sealed class PromptFile
{
    private PromptFile(string name, string version, string text)
    {
        Name = name;
        Version = version;
        Text = text;
    }

    /// <summary>Folder and name, e.g. "reasoner/system".</summary>
    public string Name { get; }

    /// <summary>Counts up with every change of meaning.</summary>
    public string Version { get; }

    /// <summary>The text, its slots unfilled.</summary>
    public string Text { get; }

    /// <summary>Reads a prompt that is embedded in this assembly.</summary>
    /// <exception cref="InvalidOperationException">There is none, or its head is wrong: a fault of ours.</exception>
    public static PromptFile Load(string name)
    {
        using var stream = typeof(PromptFile).Assembly.GetManifestResourceStream($"prompts/{name}.md")
            ?? throw new InvalidOperationException($"The prompt '{name}' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parts = reader.ReadToEnd().ReplaceLineEndings("\n").Split("---\n", 3);
        var head = parts.Length == 3 ? parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2)).ToDictionary(p => p[0].Trim(), p => p[^1].Trim()) : [];
        if (head.GetValueOrDefault("name") != name || head.GetValueOrDefault("version") is not { Length: > 0 } version)
            throw new InvalidOperationException($"The head of the prompt '{name}' is wrong.");
        return new PromptFile(name, version, parts[2].Trim());
    }

    /// <summary>The text with its slots filled. Values are not looked into for slots.</summary>
    /// <exception cref="InvalidOperationException">A slot has no value: a fault of ours.</exception>
    public string Fill(params ReadOnlySpan<(string Slot, string Value)> values)
    {
        var filled = new StringBuilder(Text.Length + 1024);
        var at = 0;
        while (Text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = Text.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(Text, at, open - at).Append(ValueOf(Text[(open + 2)..close], values));
            at = close + 2;
        }

        return filled.Append(Text, at, Text.Length - at).ToString();
    }

    private string ValueOf(string slot, ReadOnlySpan<(string Slot, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == slot)
                return value;
        }

        throw new InvalidOperationException($"The prompt {Name} has a slot {slot} that nothing fills.");
    }
}
