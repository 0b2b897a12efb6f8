using System.Diagnostics;
using System.Globalization;
using AffectAgent.Knowledge.Search;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// How often the right cards are found: recall at 1, 5 and 10 and the mean reciprocal rank over queries with known right
/// cards, with each part of the search left out in turn, and the time of a search.
/// </summary>
internal static class RetrievalBench
{
    private const int Resamples = 2000;
    private const int Repeats = 40;

    /// <summary>Runs it.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, string root)
    {
        var knowledge = services.GetRequiredService<IKnowledgeBase>();
        var cases = RetrievalQueries.Load(root, knowledge);
        var test = cases.Where(c => c.Test).ToList();
        var lines = new List<string>
        {
            $"{cases.Count} queries over {knowledge.Cards.Count} cards: {cases.Count - test.Count} to choose settings on, {test.Count} (rounds 3 to 8) reported below with the 95 % interval of {Resamples} bootstrap samples of the queries.",
            "",
            "| search | recall@1 | recall@5 | recall@10 | MRR |",
            "|---|---|---|---|---|",
        };
        var whole = new Dictionary<string, IReadOnlyList<Found>>();
        foreach (var (name, search) in Searches(services, knowledge))
        {
            whole[name] = await FindAsync(test, search).ConfigureAwait(false);
            lines.Add(Row(name, whole[name]));
        }

        var all = new KnowledgeRetriever(knowledge);
        var full = whole["everything"];
        lines.Add(Row("everything, a discriminator that comes along counts as found", [.. full.Select(found => found with { AndDiscriminators = true })]));
        foreach (var (name, half) in new[] { ("round 3", "test"), ("round 4", "fresh"), ("round 5", "fifth"), ("round 6", "sixth"), ("round 7", "seventh"), ("round 8", "eighth") })
            lines.Add(Row($"everything, {name}", [.. full.Where(found => found.Case.Half == half)]));
        lines.Add(Row("everything, on the half that settings were chosen on", await FindAsync([.. cases.Where(c => !c.Test)], Search(all)).ConfigureAwait(false)));
        lines.AddRange(["", "| kind of query | n | recall@1 | recall@5 | recall@10 | MRR |", "|---|---|---|---|---|---|"]);
        foreach (var group in full.GroupBy(found => found.Case.Group))
            lines.Add(Row($"{group.Key} | {group.Count()}", [.. group]));
        lines.AddRange(["", await TimesAsync(all, cases).ConfigureAwait(false)]);
        lines.AddRange(["", "Not found among the first five:", .. full.Where(found => found.Recall(5) < 1).Select(found => $"- {found}")]);
        return lines;
    }

    /// <summary>As <see cref="RunAsync"/> for the development half alone, query by query: what to look at while choosing settings.</summary>
    public static async Task<IEnumerable<string>> DevelopAsync(IServiceProvider services, string root)
    {
        var knowledge = services.GetRequiredService<IKnowledgeBase>();
        var cases = RetrievalQueries.Load(root, knowledge).Where(c => !c.Test).ToList();
        var lines = new List<string> { $"{cases.Count} queries of the development half over {knowledge.Cards.Count} cards.", "", "| search | recall@1 | recall@5 | recall@10 | MRR |", "|---|---|---|---|---|" };
        foreach (var (name, search) in Searches(services, knowledge))
            lines.Add(Row(name, await FindAsync(cases, search).ConfigureAwait(false)));
        foreach (var weights in RetrievalWeights.Tried)
            lines.Add(Row(weights.ToString(), await FindAsync(cases, Search(new(knowledge, null, null, weights))).ConfigureAwait(false)));
        var found = await FindAsync(cases, Search(new(knowledge))).ConfigureAwait(false);
        foreach (var group in found.GroupBy(f => f.Case.Group))
            lines.Add(Row($"everything, {group.Count()} of {group.Key}", [.. group]));
        return [.. lines, "", .. found.Where(f => f.Recall(5) < 1).Select(f => $"- {f}")];
    }

    private static IEnumerable<(string Name, Func<RetrievalQuery, ValueTask<RetrievalResult>> Search)> Searches(IServiceProvider services, IKnowledgeBase knowledge)
    {
        var own = RetrievalWeights.Default;
        yield return ("everything", With(own));
        yield return ("without synonyms, names and typing slips", With(own with { Synonyms = false }));
        yield return ("without the pattern", With(own with { Pattern = 0 }));
        yield return ("without other evidence", With(own with { Clues = 0 }));
        yield return ("without words", With(own with { Lexical = 0 }));
        yield return ("pattern only", With(own with { Clues = 0, Lexical = 0 }));
        yield return ("words only", With(own with { Pattern = 0, Clues = 0 }));
        yield return ("words only, without synonyms, names and slips", With(own with { Pattern = 0, Clues = 0, Synonyms = false }));
        yield return ("reciprocal ranks in place of scores", With(own with { Fusion = Fusion.ReciprocalRanks }));
        if (services.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } model)
        {
            yield return ("everything, with text vectors", Search(new(knowledge, model)));
            yield return ("text vectors only", Search(new(knowledge, model, null, own with { Pattern = 0, Clues = 0, Lexical = 0 })));
        }

        Func<RetrievalQuery, ValueTask<RetrievalResult>> With(RetrievalWeights weights) => Search(new(knowledge, null, null, weights));
    }

    private static Func<RetrievalQuery, ValueTask<RetrievalResult>> Search(KnowledgeRetriever retriever) => query => retriever.RetrieveAsync(query);

    private static async Task<IReadOnlyList<Found>> FindAsync(IReadOnlyList<RetrievalCase> cases, Func<RetrievalQuery, ValueTask<RetrievalResult>> search)
    {
        var found = new List<Found>();
        foreach (var c in cases)
        {
            var result = await search(c.Query).ConfigureAwait(false);
            found.Add(new(c, [.. result.Hits.Select(hit => hit.Card.Id)], [.. result.Discriminators.Select(card => card.Id)]));
        }

        return found;
    }

    // A search takes tens of microseconds, so that one moment in which the system gives the core to others fills the slowest
    // per cent; the best of several runs of each query is what the search itself takes.
    private static async Task<string> TimesAsync(KnowledgeRetriever retriever, IReadOnlyList<RetrievalCase> cases)
    {
        var all = new List<double>();
        var best = cases.Select(_ => double.MaxValue).ToArray();
        for (var turn = -4; turn < Repeats; turn++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await retriever.RetrieveAsync(cases[i].Query).ConfigureAwait(false);
                var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                best[i] = Math.Min(best[i], time);
                if (turn >= 0)
                    all.Add(time);
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"Time of a search, one core (budget 1 ms): over {all.Count} searches median {Statistics.Median(all):0.000} ms, p99 {Statistics.Quantile(all, 0.99):0.000} ms; the best of {Repeats + 4} runs of each of {best.Length} queries, median {Statistics.Median(best):0.000} ms, p99 {Statistics.Quantile(best, 0.99):0.000} ms.");
    }

    private static string Row(string name, IReadOnlyList<Found> found) =>
        $"| {name} | {Cell(found, f => f.Recall(1))} | {Cell(found, f => f.Recall(5))} | {Cell(found, f => f.Recall(10))} | {Cell(found, f => f.ReciprocalRank)} |";

    private static string Cell(IReadOnlyList<Found> found, Func<Found, double> measure)
    {
        var values = found.Select(measure).ToArray();
        var random = new Random(1);
        var means = Enumerable.Range(0, Resamples).Select(_ => Enumerable.Range(0, values.Length).Average(_ => values[random.Next(values.Length)])).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average():0.000} ({Statistics.Quantile(means, 0.025):0.000} to {Statistics.Quantile(means, 0.975):0.000})");
    }

    private sealed record Found(RetrievalCase Case, IReadOnlyList<string> Hits, IReadOnlyList<string> Discriminators)
    {
        public double ReciprocalRank => Hits.Index().Where(hit => Case.Right.Any(right => right.Contains(hit.Item))).Select(hit => 1.0 / (hit.Index + 1)).FirstOrDefault();

        public bool AndDiscriminators { get; init; }

        public double Recall(int first) => Case.Right.Average(right => Hits.Take(first).Concat(AndDiscriminators ? Discriminators : []).Any(right.Contains) ? 1.0 : 0);

        public override string ToString() =>
            $"{Case.Id}: {Case.Query.Text} {string.Join(' ', Case.Query.Clues.Select(clue => clue.Label))} wants {string.Join(" and ", Case.Right.Select(right => string.Join(" or ", right)))}; found {string.Join(", ", Hits.Take(5))}";
    }
}
