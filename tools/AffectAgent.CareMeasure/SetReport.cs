using System.Text.Json;
using AffectAgent.Empathy.Care;

namespace AffectAgent.CareMeasure;

/// <summary>An utterance of the test set with what was found in it.</summary>
internal sealed record Checked(string Id, string Text, string Language, string Kind, string? Style, CareCheck Check)
{
    public bool IsCrisis => Kind != "none" && !IsBoundary;

    public bool IsBoundary => Kind.StartsWith("boundary.", StringComparison.Ordinal);

    public bool HasKind => Check.Findings.Any(finding => finding.Kind.Name() == Kind);
}

/// <summary>Recall and false alarms on the test set.</summary>
internal static class SetReport
{
    public static int Run(string path, bool held, CareDetector detector)
    {
        var all = File.ReadLines(path).Where(line => line.Length > 0).Select(line => Read(line, held ? "held" : "dev", detector)).OfType<Checked>().ToList();
        Console.WriteLine($"{(held ? "held" : "dev")}: {all.Count} utterances");
        var phrases = new CareDetector([]);
        List<Checked> alone = [.. all.Select(one => one with { Check = phrases.Check(one.Text) })];
        foreach (var (name, some) in new[] { ("all", all), ("all, by phrases alone", alone) })
        {
            Figures(name, some);
            foreach (var style in some.Where(one => one.Style is not null).GroupBy(one => one.Style!))
                Figures($"{name}, {style.Key}", [.. style]);
        }
        foreach (var language in all.GroupBy(one => one.Language))
            Figures(language.Key, [.. language]);
        foreach (var kind in all.Where(one => one.IsCrisis).GroupBy(one => one.Kind))
            Console.WriteLine($"{kind.Key}: a crisis found {Share.Of(kind.Count(one => one.Check.IsCrisis), kind.Count())}, of this kind {Share.Of(kind.Count(one => one.HasKind), kind.Count())}");
        foreach (var kind in all.Where(one => one.IsBoundary).GroupBy(one => one.Kind))
            Console.WriteLine($"{kind.Key}: {Share.Of(kind.Count(one => one.HasKind), kind.Count())}");
        Console.WriteLine($"a boundary found in ordinary words: {Share.Of(all.Count(one => one.Kind == "none" && one.Check.IsBoundary), all.Count(one => one.Kind == "none"))}");
        Errors("missed", all.Where(one => one.IsCrisis && !one.Check.IsCrisis));
        Errors("false alarm", all.Where(one => !one.IsCrisis && one.Check.IsCrisis));
        Errors("another kind", all.Where(one => one.IsCrisis && one.Check.IsCrisis && !one.HasKind));
        Errors("boundary missed", all.Where(one => one.IsBoundary && !one.HasKind && !one.Check.IsCrisis));
        Errors("boundary in ordinary words", all.Where(one => one.Kind == "none" && one.Check.IsBoundary));
        return 0;
    }

    private static Checked? Read(string line, string part, CareDetector detector)
    {
        var node = JsonDocument.Parse(line).RootElement;
        string Field(string name) => node.GetProperty(name).GetString()!;
        return Field("part") == part ? new Checked(Field("id"), Field("text"), Field("language"), Field("kind"), node.TryGetProperty("style", out var style) ? style.GetString() : null, detector.Check(Field("text"))) : null;
    }

    private static void Figures(string name, List<Checked> some)
        => Console.WriteLine($"{name}: recall {Share.Of(some.Count(one => one.IsCrisis && one.Check.IsCrisis), some.Count(one => one.IsCrisis))}; "
            + $"false alarms {Share.Of(some.Count(one => !one.IsCrisis && one.Check.IsCrisis), some.Count(one => !one.IsCrisis))}; "
            + $"language told {Share.Of(some.Count(one => one.Check.Language == one.Language), some.Count)}");

    private static void Errors(string what, IEnumerable<Checked> some)
    {
        foreach (var one in some)
            Console.WriteLine($"  {what}: {one.Id} [{string.Join("; ", one.Check.Findings.Select(finding => $"{finding.Kind.Name()}: {string.Join(" ", finding.Reasons)}"))}] {one.Text}");
    }
}
