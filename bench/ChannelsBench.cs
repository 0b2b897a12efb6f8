using System.Globalization;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// Runs the program's own tools over labelled pictures and lines, and writes what each channel of the scorer then says, one row
/// for each: what <c>training/reasoning</c> fits and measures. The folder <c>AFFECT_TRIALS</c> holds <c>trials.csv</c>, with a
/// column <c>file</c> (a grey picture beside it, binary PGM) or <c>text</c>; its other columns are kept. Writes <c>channels.csv</c> beside it.
/// </summary>
internal static class ChannelsBench
{
    private static readonly Emotion[] Emotions = [.. EmotionNames.All];
    private static readonly int[] Units = [.. ActionUnits.All.Select(unit => unit.Number)];

    /// <summary>Measures all rows; lines that say how many.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services)
    {
        var folder = TrialFolder.Named();
        var rows = Csv.Read(Path.Combine(folder, "trials.csv"));
        var lines = new string[rows.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, stop) =>
            lines[i] = await OneAsync(services, folder, rows[i], stop));
        var path = Path.Combine(folder, "channels.csv");
        await File.WriteAllLinesAsync(path, [Header(rows[0].Keys), .. lines]);
        return [$"{rows.Count} rows measured, in {Path.GetFileName(folder)}/channels.csv."];
    }

    /// <summary>
    /// Looks the measured Action Units of <c>channels.csv</c> up in the present cards again, without measuring anything: what a change of
    /// the cards asks for. Lines that say how many.
    /// </summary>
    public static async Task<IEnumerable<string>> LookUpAsync(IServiceProvider services)
    {
        var path = Path.Combine(TrialFolder.Named(), "channels.csv");
        var rows = Csv.Read(path);
        var knowledge = services.GetRequiredService<IKnowledgeBase>();
        foreach (var row in rows)
        {
            var units = Units.Where(unit => row[$"AU{unit:00}"].Length > 0).Select(unit => new Evidence
            {
                Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, ActionUnit = unit, Unit = "0-5", Source = new EvidenceSource("bench"),
                Value = double.Parse(row[$"AU{unit:00}"], CultureInfo.InvariantCulture),
            }).ToList();
            if (PatternFits.Of(units, knowledge) is not { } fits)
                continue;
            foreach (var emotion in Emotions)
            {
                row[$"pattern_{emotion}".ToLowerInvariant()] = F(fits.Scores[emotion]);
                row[$"cosine_{emotion}".ToLowerInvariant()] = F(fits.ByEmotion.GetValueOrDefault(emotion).Cosine);
            }
        }

        await File.WriteAllLinesAsync(path, [string.Join(',', rows[0].Keys), .. rows.Select(row => string.Join(',', row.Values.Select(Csv.Quote)))]);
        return [$"{rows.Count} rows looked up again."];
    }

    private static async Task<string> OneAsync(IServiceProvider services, string folder, Dictionary<string, string> row, CancellationToken stop)
    {
        var text = row.GetValueOrDefault("text");
        var source = text is null ? new StillSource(Pgm.Read(Path.Combine(folder, row["file"]))) : null;
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = text is null ? row["file"] : null, Text = text }, source);
        await services.GetRequiredService<IPlanner>().RunAsync(context, services.GetRequiredService<ToolCatalog>(), stop);
        var kept = row.Where(pair => pair.Key != "text").Select(pair => Csv.Quote(pair.Value));
        var measured = CaseEvidence.Of(context) is [var evidence, ..] ? Measure(evidence, services.GetRequiredService<IKnowledgeBase>()) : Enumerable.Repeat("", Columns.Count);
        return string.Join(',', kept.Concat(measured));
    }

    private static IEnumerable<string> Measure(CaseEvidence evidence, IKnowledgeBase knowledge)
    {
        var fits = PatternFits.Of(evidence.Units, knowledge);
        var witnesses = Witnesses.Of(evidence, fits, EmotionVocabulary.LoadBuiltIn().VadOf);
        var words = witnesses.FirstOrDefault(w => w.Channel == ReadingChannel.Words);
        var isEvent = words?.Parts is [{ IsScored: false }];
        foreach (var channel in Enum.GetValues<ReadingChannel>())
        {
            var witness = channel == ReadingChannel.Words && isEvent ? WordsWitness.OfLines(evidence) : witnesses.FirstOrDefault(w => w.Channel == channel);
            foreach (var emotion in Emotions)
                yield return witness is not null && witness.Scores.TryGetValue(emotion, out var score) ? F(score) : "";
            yield return witness is null ? "" : F(witness.Trust);
            yield return witness is null ? "" : witness.Reliability.ToString().ToLowerInvariant();
        }

        // What the words say apart: of each part its share, 1 if the scorer weighs it, and the probabilities; an event holds only without a face or a voice.
        yield return string.Join(';', (words?.Parts ?? []).Select(part => string.Join(' ', new[] { F(part.Share), part.IsScored ? "1" : "0" }.Concat(Emotions.Select(e => part.Distribution.Has(e) ? F(part.Distribution[e]) : "-")))));
        yield return isEvent ? "1" : "";
        foreach (var emotion in Emotions)
            yield return fits is null ? "" : F(fits.ByEmotion.GetValueOrDefault(emotion).Cosine);
        yield return fits is null ? "" : F(fits.Strength);
        yield return fits is null ? "" : F(fits.Trust);
        foreach (var unit in Units)
            yield return evidence.Units.FirstOrDefault(e => e.ActionUnit == unit)?.Value is { } value ? F(value) : "";
        var circumstances = Circumstances.Of(evidence);
        foreach (var name in Circumstances.Names)
            yield return F(circumstances.GetValueOrDefault(name));
    }

    private static List<string> Columns { get; } =
    [
        .. Enum.GetValues<ReadingChannel>().SelectMany(channel => Emotions.Select(e => $"{channel}_{e}".ToLowerInvariant()).Concat([$"{channel}_trust".ToLowerInvariant(), $"{channel}_reliability".ToLowerInvariant()])),
        "words_parts", "words_event",
        .. Emotions.Select(e => $"cosine_{e}".ToLowerInvariant()), "pattern_strength", "pattern_units_trust",
        .. Units.Select(unit => $"AU{unit:00}"),
        .. Circumstances.Names,
    ];

    private static string Header(IEnumerable<string> kept) => string.Join(',', kept.Where(name => name != "text").Concat(Columns));

    private static string F(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
