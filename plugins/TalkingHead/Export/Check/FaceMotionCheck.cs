using System.Globalization;
using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Checks the JSON of blendshapes and visemes (<see cref="BlendshapeJson"/>): names, lengths, ranges, times, the mark.</summary>
public static class FaceMotionCheck
{
    private const double MostVisemes = 1.001, TimeSlack = 1e-4;

    /// <summary>Checks a file.</summary>
    /// <param name="json">Its bytes as UTF-8.</param>
    public static ExportReport Check(ReadOnlyMemory<byte> json)
    {
        var faults = new FaultList();
        var says = "";
        try
        {
            using var document = JsonDocument.Parse(json);
            says = Root(document.RootElement, faults);
        }
        catch (JsonException e)
        {
            faults.Add($"it is no JSON: {e.Message.Split('.')[0]}");
        }

        return new ExportReport("blendshapes and visemes as JSON", says, faults.Lines, []);
    }

    private static string Root(JsonElement root, FaultList faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("it is no object");
            return "";
        }

        if (Text(root, "schema") != BlendshapeJson.SchemaId)
            faults.Add($"schema is \"{Text(root, "schema")}\", not {BlendshapeJson.SchemaId}");
        if (!(root.TryGetProperty("aiGenerated", out var mark) && mark.ValueKind == JsonValueKind.True))
            faults.Add("aiGenerated is not true: the file doesn't say that a program made it");
        Names(root, "blendshapeNames", ArKit.Names, faults);
        Names(root, "visemeNames", BlendshapeJson.VisemeNames, faults);
        var rate = root.TryGetProperty("framesPerSecond", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : double.NaN;
        if (rate is not (>= MotionOptions.LeastRate and <= MotionOptions.MostRate))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"framesPerSecond is {rate}, not {MotionOptions.LeastRate} to {MotionOptions.MostRate}"));
        if (!root.TryGetProperty("frames", out var frames) || frames.ValueKind != JsonValueKind.Array || frames.GetArrayLength() == 0)
        {
            faults.Add("it has no frames");
            return "";
        }

        var row = 0;
        foreach (var frame in frames.EnumerateArray())
            Frame(frame, row++, rate, faults);
        return string.Create(CultureInfo.InvariantCulture, $"{row} frames at {rate:0.##} a second, {row / rate:0.00} s");
    }

    private static void Names(JsonElement root, string key, IReadOnlyList<string> expected, FaultList faults)
    {
        string?[] found = root.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)] : [];
        foreach (var missing in expected.Except(found))
            faults.Add(key, $"{key} lacks {missing}");
        foreach (var other in found.Except(expected))
            faults.Add(key + "+", $"{key} has {other}, which is none of them");
        if (found.Length == expected.Count && found.ToHashSet().SetEquals(expected) && !found.SequenceEqual(expected))
            faults.Add($"{key} are in another order");
    }

    private static void Frame(JsonElement frame, int row, double rate, FaultList faults)
    {
        if (frame.ValueKind != JsonValueKind.Object)
        {
            faults.Add("frame", $"frame {row} is no object");
            return;
        }

        if (!(frame.TryGetProperty("time", out var time) && time.ValueKind == JsonValueKind.Number && Math.Abs(time.GetDouble() - (row / rate)) < TimeSlack))
            faults.Add("time", string.Create(CultureInfo.InvariantCulture, $"frame {row}: time is {(time.ValueKind == JsonValueKind.Number ? time.GetDouble() : double.NaN)}, not {row / rate:0.######}"));
        Numbers(frame, row, "blendshapes", ArKit.Names.Count, 0, 1, faults);
        var visemes = Numbers(frame, row, "visemes", BlendshapeJson.VisemeNames.Count, 0, 1, faults);
        if (visemes.Sum() > MostVisemes)
            faults.Add("sum", string.Create(CultureInfo.InvariantCulture, $"frame {row}: the visemes add up to {visemes.Sum():0.###}, more than 1"));
        Numbers(frame, row, "head", 3, -Math.PI / 2, Math.PI / 2, faults);
        Numbers(frame, row, "gaze", 2, -1, 1, faults);
    }

    private static double[] Numbers(JsonElement frame, int row, string key, int count, double least, double most, FaultList faults)
    {
        double[] numbers = frame.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Number ? one.GetDouble() : double.NaN)] : [];
        if (numbers.Length != count)
            faults.Add(key, $"frame {row}: {key} has {numbers.Length} numbers, not {count}");
        foreach (var (number, i) in numbers.Select((number, i) => (number, i)).Where(one => !(one.number >= least && one.number <= most)))
            faults.Add(key + "-range", string.Create(CultureInfo.InvariantCulture, $"frame {row}, {key}[{i}]: {number} is outside {least:0.##} to {most:0.##}"));
        return numbers;
    }

    private static string? Text(JsonElement root, string key) => root.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
