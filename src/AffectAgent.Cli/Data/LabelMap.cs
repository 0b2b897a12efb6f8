using System.Text.Json;
using AffectAgent.Plugins.TextEmotion;

namespace AffectAgent.Cli.Data;

/// <summary>What labels of other sets mean in terms of the emotions that are read; labels may also be left out.</summary>
internal sealed class LabelMap
{
    private static readonly Dictionary<string, Emotion> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["angry"] = Emotion.Anger, ["mad"] = Emotion.Anger, ["ang"] = Emotion.Anger,
        ["contemptuous"] = Emotion.Contempt,
        ["disgusted"] = Emotion.Disgust, ["dis"] = Emotion.Disgust,
        ["afraid"] = Emotion.Fear, ["fearful"] = Emotion.Fear, ["scared"] = Emotion.Fear, ["worry"] = Emotion.Fear, ["worried"] = Emotion.Fear, ["fea"] = Emotion.Fear,
        ["happy"] = Emotion.Happiness, ["joy"] = Emotion.Happiness, ["joyful"] = Emotion.Happiness, ["hap"] = Emotion.Happiness,
        ["calm"] = Emotion.Neutral, ["neu"] = Emotion.Neutral,
        ["sad"] = Emotion.Sadness,
        ["surprised"] = Emotion.Surprise, ["sur"] = Emotion.Surprise,
    };

    private readonly Dictionary<string, Emotion?> _own = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a mapping file: a JSON object of label to emotion, null for labels to leave out; or two columns apart by comma or tab.</summary>
    /// <param name="path">The file, or null for the built-in names alone.</param>
    /// <exception cref="UserException">It can't be read, or names no emotion.</exception>
    public static LabelMap Read(string? path)
    {
        var map = new LabelMap();
        if (path is null)
            return map;
        foreach (var (label, emotion) in Pairs(path))
        {
            map._own[label] = emotion is null or "" or "-" ? null : EmotionNames.TryParse(emotion, out var found) ? found
                : throw new UserException($"{path} maps '{label}' to '{emotion}'.", $"Emotions are {string.Join(", ", EmotionNames.All.Select(e => e.Name()))}; null or - leaves a label out.");
        }

        return map;
    }

    /// <summary>True if the label means something here.</summary>
    public bool Knows(string label) => _own.ContainsKey(label) || EmotionNames.TryParse(label, out _) || Known.ContainsKey(label) || Folded(label) is not null;

    /// <summary>The emotion of a label; null for one to leave out.</summary>
    public Emotion? Of(string label) => _own.TryGetValue(label, out var own) ? own
        : EmotionNames.TryParse(label, out var emotion) ? emotion : Known.TryGetValue(label, out var known) ? known : Folded(label);

    private static Emotion? Folded(string label) =>
        GoEmotionsTable.Labels.Contains(label.ToLowerInvariant()) ? GoEmotionsTable.Fold(new Dictionary<string, double> { [label.ToLowerInvariant()] = 1 }).Top : null;

    private static List<(string Label, string? Emotion)> Pairs(string path)
    {
        try
        {
            string content = File.ReadAllText(path).Trim().TrimStart('\ufeff');
            if (content.StartsWith('{'))
            {
                using var document = JsonDocument.Parse(content);
                return [.. document.RootElement.EnumerateObject().Select(p => (p.Name.Trim(), p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.ToString().Trim()))];
            }

            return [.. content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split([',', '\t'], 2) is [var label, var emotion] ? (label.Trim(), (string?)emotion.Trim())
                    : throw new UserException($"'{line}' in {path} is no pair.", "Write label,emotion on each line."))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserException($"{path} can't be read: {e.Message.ReplaceLineEndings(" ")}", "Give a JSON object of label to emotion, or lines of label,emotion.", e);
        }
    }
}
