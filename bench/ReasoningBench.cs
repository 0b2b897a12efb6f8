using System.Diagnostics;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>Retrieval, and composer with verifier, in process.</summary>
internal static class ReasoningBench
{
    private const int Queries = 20_000;
    private const int Explanations = 200;
    private static readonly int[] Units = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45];
    private static readonly string[] Words = ["smile", "raised brows", "anger", "high pitched voice", "lip corner", "I am afraid", "contempt", "tears and loss", "fear and surprise", "limits of faces"];

    /// <summary>The 99th percentile of a search by pattern and text over the built-in cards.</summary>
    public static Measurement Retrieval(IServiceProvider services)
    {
        var knowledge = services.GetRequiredService<IKnowledgeBase>();
        var random = new Random(1);
        var times = new List<double>(Queries);
        for (var i = -2000; i < Queries; i++)
        {
            var query = new KnowledgeQuery
            {
                ActionUnits = Units.OrderBy(_ => random.Next()).Take(random.Next(1, 7)).ToDictionary(unit => unit, _ => random.NextDouble() * 5),
                Text = i % 3 == 0 ? null : Words[random.Next(Words.Length)],
            };
            var start = Stopwatch.GetTimestamp();
            knowledge.Search(query);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new("retrieval over the built-in knowledge, p99", Statistics.Quantile(times, 0.99), "ms", 1, false,
            $"{Queries} searches by pattern and words over {knowledge.Cards.Count} cards, one core");
    }

    /// <summary>Composer and verifier over the evidence of a 4 s clip with face, voice and words.</summary>
    public static async Task<Measurement> ComposerAsync(IServiceProvider services, Inputs inputs)
    {
        var path = inputs.Clip(4, sound: true);
        var request = new AnalysisRequest { MediaPath = path, TranscriptPath = inputs.Subtitles(4) };
        var source = await services.GetRequiredService<IMediaOpener>().OpenAsync(path);
        using var measured = new AnalysisContext(request, source);
        await services.GetRequiredService<IPlanner>().RunAsync(measured, services.GetRequiredService<ToolCatalog>(), CancellationToken.None);
        var reasoner = services.GetRequiredService<IReasoner>();
        var verifier = new Verifier(services.GetRequiredService<IKnowledgeBase>());
        var times = new List<double>();
        var claims = 0;
        for (var i = -20; i < Explanations; i++)
        {
            var context = Copy(measured);
            var start = Stopwatch.GetTimestamp();
            var drafts = await reasoner.ExplainAsync(context);
            claims = drafts.Select(draft => verifier.Verify(draft, context.Ledger)).Sum(explanation => explanation.Claims.Count);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        (source as IDisposable)?.Dispose();
        return new("composer and verifier together", Statistics.Median(times), "ms", 10, false,
            $"median of {Explanations} over {measured.Ledger.All.Count} pieces of evidence and {claims} sentences");
    }

    /// <summary>The same evidence and tracks in a context of its own, since the reasoner appends to the ledger. Not to be disposed: the tracks belong to the original.</summary>
    private static AnalysisContext Copy(AnalysisContext measured)
    {
        var copy = new AnalysisContext(measured.Request, measured.Media);
        foreach (var evidence in measured.Ledger.All)
            copy.Ledger.Add(evidence);
        foreach (var unscored in measured.Ledger.Unscored)
            copy.Ledger.Add(unscored);
        Share<IFaceArchive>(measured, copy);
        Share<IReadOnlyList<ActionUnitTrack>>(measured, copy);
        Share<IReadOnlyList<ExpressionTrack>>(measured, copy);
        Share<VoiceTrack>(measured, copy);
        Share<Transcript>(measured, copy);
        Share<TextTrack>(measured, copy);
        return copy;
    }

    private static void Share<T>(AnalysisContext from, AnalysisContext to)
        where T : class
    {
        if (from.TryGet<T>(out var artifact))
            to.Set(artifact);
    }
}
