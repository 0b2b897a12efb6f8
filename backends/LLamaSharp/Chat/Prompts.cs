namespace AffectAgent.Backends.LLamaSharp;

/// <summary>The texts of prompts/gguf: their first line holds the version, the rest is what the model reads.</summary>
internal static class Prompts
{
    /// <summary>How tools are called.</summary>
    public static string Tools { get; } = Load("tools");
    /// <summary>The form of the answer.</summary>
    public static string Format { get; } = Load("format");
    /// <summary>What a tool returned.</summary>
    public static string Result { get; } = Load("result");
    /// <summary>Stands where data was cut.</summary>
    public static string Shortened { get; } = Load("shortened");

    private static string Load(string name)
    {
        using var stream = typeof(Prompts).Assembly.GetManifestResourceStream($"prompts/gguf/{name}.md")
            ?? throw new InvalidOperationException($"The prompt {name} is not in the assembly.");
        var text = new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim();
    }
}
