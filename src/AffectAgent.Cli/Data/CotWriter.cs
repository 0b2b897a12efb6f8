using System.Text.Encodings.Web;
using System.Text.Json;

namespace AffectAgent.Cli.Data;

/// <summary>Writes a sample as one line of JSON.</summary>
internal sealed class CotWriter(CotPrompts prompts, LabelMap labels, CotOptions options)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] PartNames = ["observations", "interpretation", "conclusion"];

    /// <summary>Writes the line, without its end.</summary>
    public void Write(CotSample sample, Stream to)
    {
        using var json = new Utf8JsonWriter(to, Json);
        json.WriteStartObject();
        json.WriteString("id", sample.Input.Name);
        if (options.Format == CotFormat.Conversation)
            Conversation(sample, json);
        else
            Plain(sample, json);
        json.WriteEndObject();
    }

    private void Conversation(CotSample sample, Utf8JsonWriter json)
    {
        var input = sample.Input;
        string tag = "";
        if (input.Kind != SampleKind.Text)
        {
            tag = $"<{input.Kind.Name()}>\n";
            json.WriteStartArray(input.Kind.Name() + "s");
            json.WriteStringValue(input.Name);
            json.WriteEndArray();
        }

        json.WriteString("system", prompts.System);
        json.WriteStartArray("conversations");
        Turn("human", tag + (input.Words is { } words ? prompts.Words(words) + "\n" : "") + Question(sample));
        Turn("gpt", Answer(sample));
        json.WriteEndArray();
        json.WriteStartObject("meta");
        Facts(sample, json);
        json.WriteEndObject();

        void Turn(string from, string value)
        {
            json.WriteStartObject();
            json.WriteString("from", from);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
    }

    private void Plain(CotSample sample, Utf8JsonWriter json)
    {
        json.WriteString("kind", sample.Input.Kind.Name());
        if (sample.Input.Path is not null)
            json.WriteString("path", sample.Input.Name);
        if (sample.Input.Words is { } words)
            json.WriteString(sample.Input.Path is null ? "text" : "transcript", words);
        json.WriteString("question", Question(sample));
        for (int part = 0; part < PartNames.Length; part++)
        {
            json.WriteStartArray(PartNames[part]);
            foreach (var sentence in sample.Parts[part])
                json.WriteStringValue(Told(sentence));
            json.WriteEndArray();
        }

        Facts(sample, json);
    }

    private void Facts(CotSample sample, Utf8JsonWriter json)
    {
        var (input, reading) = (sample.Input, sample.Reading);
        json.WriteString("label", string.Join('|', input.Labels));
        json.WriteString("emotion", string.Join('|', input.Labels.Select(labels.Of).OfType<Emotion>().Distinct().Select(e => e.Name())));
        json.WriteString("reading", reading.Reading!.Value.Name());
        json.WriteBoolean("agrees", sample.Agrees);
        json.WriteNumber("confidence", reading.Confidence);
        if (input.Person is { } person)
            json.WriteString("person", person);
        Map("distribution", reading.Distribution ?? new Dictionary<string, double>(), (key, value) => json.WriteNumber(key, Math.Round(value, 3)));
        if (reading.ActionUnits.Count > 0)
            Map("actionUnits", reading.ActionUnits, (key, value) => json.WriteNumber(key, value));
        if (options.Citations)
            Map("evidence", Cited(sample), json.WriteString);
        json.WriteString("sha256", reading.Sha256);

        void Map<T>(string name, IReadOnlyDictionary<string, T> values, Action<string, T> write)
        {
            json.WriteStartObject(name);
            foreach (var (key, value) in values)
                write(key, value);
            json.WriteEndObject();
        }
    }

    private static Dictionary<string, string> Cited(CotSample sample)
    {
        var cited = sample.Parts.SelectMany(part => part).SelectMany(sentence => sentence.Citations).ToHashSet(StringComparer.Ordinal);
        return sample.Reading.Evidence.Where(e => cited.Contains(e.Key)).ToDictionary(e => e.Key, e => e.Value);
    }

    private string Question(CotSample sample) => prompts.Question(sample.Input.Kind, sample.Input.Name, options.Seed);

    private string Answer(CotSample sample) => string.Join("\n\n", sample.Parts.Select((part, i) => prompts.Headings[i] + "\n" + string.Join(' ', part.Select(Told))));

    private string Told(ChainSentence sentence) =>
        options.Citations && sentence.Citations.Count > 0 ? $"{sentence.Text} [{string.Join(", ", sentence.Citations)}]" : sentence.Text;
}
