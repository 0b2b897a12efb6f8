using System.Globalization;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// Which compounds the program names of rendered heads that show them. The folder <c>AFFECT_TRIALS</c> holds pictures and
/// <c>trials.csv</c>, as <c>training/reasoning/compounds.py</c> writes them; writes <c>compounds.csv</c> beside it: the compounds that
/// stand, and the ranks of all compound patterns by the measured units and by the true ones alone.
/// </summary>
internal static class CompoundsBench
{
    private const string True = "true";

    /// <summary>Reads all pictures; a line that says how many.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services)
    {
        var folder = TrialFolder.Named();
        var rows = Csv.Read(Path.Combine(folder, "trials.csv"));
        var lines = new string[rows.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, stop) =>
            lines[i] = string.Join(',', await OneAsync(services, folder, rows[i], stop)));
        await File.WriteAllLinesAsync(Path.Combine(folder, "compounds.csv"), ["id,label,found,both,leads,named,pattern,truth", .. lines]);
        return [$"{rows.Count} pictures read."];
    }

    private static async Task<string[]> OneAsync(IServiceProvider services, string folder, Dictionary<string, string> row, CancellationToken stop)
    {
        var knowledge = services.GetRequiredService<IKnowledgeBase>();
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = row["file"] }, new StillSource(Pgm.Read(Path.Combine(folder, row["file"]))));
        await services.GetRequiredService<IPlanner>().RunAsync(context, services.GetRequiredService<ToolCatalog>(), stop);
        var truth = row.Where(pair => pair.Key.StartsWith(True, StringComparison.Ordinal))
            .ToDictionary(pair => int.Parse(pair.Key.AsSpan(True.Length), CultureInfo.InvariantCulture), pair => double.Parse(pair.Value, CultureInfo.InvariantCulture));
        if (CaseEvidence.Of(context) is not [var evidence, ..] || Score.Of(evidence, knowledge, EmotionVocabulary.LoadBuiltIn()) is not { } score)
            return [row["id"], row["label"], "0", "0", "", "", "", Ranked(truth, knowledge)];
        var named = CompoundScorer.Rank(score.Fused.Distribution, evidence.Units, score.Fits, knowledge);
        var both = knowledge.Find($"compound/{row["label"]}") is { } shown
            && shown.Emotions.All(e => EmotionNames.TryParse(e, out var emotion) && score.Fused.Distribution[emotion] >= CompoundScorer.LeastProbability);
        return
        [
            row["id"], row["label"], "1", both ? "1" : "0", score.Fused.Distribution.Top.Name(), string.Join(' ', named.Select(c => c.Card.Id)),
            Ranked(PatternFits.Measured(evidence.Units), knowledge), Ranked(truth, knowledge),
        ];
    }

    // The compound patterns by cosine with these units, the best first.
    private static string Ranked(Dictionary<int, double> units, IKnowledgeBase knowledge) => string.Join(' ', knowledge
        .Search(new KnowledgeQuery { ActionUnits = units, Kinds = [CardKind.Prototype], Limit = 1000 })
        .Where(hit => hit.Card.Emotions.Count == 2 && hit.PatternScore > 0)
        .OrderByDescending(hit => hit.PatternScore).ThenBy(hit => hit.Card.Id, StringComparer.Ordinal).Select(hit => hit.Card.Id));
}
