using System.Text.Json;
using System.Text.RegularExpressions;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Reasoning;
using AffectAgent.Samples.DemoClip;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>Asks the questions of <c>samples/questions.jsonl</c> of photographs, the demo's clip and texts, and checks each answer.</summary>
internal static partial class QuestionsBench
{
    /// <summary>One row a question: what it cites and says is looked for in the answer's own sentences, and nothing may be struck out.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs, string root)
    {
        var basis = ActionUnitBasis.Load(services.GetRequiredService<ModelStore>().Locate(ActionUnitBasis.ModelId));
        var demo = await DemoClipMaker.MakeAsync(basis, Path.Combine(inputs.Folder, "demo"));
        var rows = new List<string> { "| | input | question | answer |", "|---|---|---|---|" };
        var (right, all, supported, written) = (0, 0, 0, 0);
        var measured = new Dictionary<string, AnalysisContext>(StringComparer.Ordinal);
        foreach (var row in File.ReadLines(Path.Combine(root, "samples", "questions.jsonl")).Where(line => line.Length > 0))
        {
            using var asked = JsonDocument.Parse(row);
            var request = Request(asked.RootElement, inputs, demo);
            var key = request.MediaPath ?? request.Text!;
            if (!measured.TryGetValue(key, out var context))
                measured[key] = context = await MeasureAsync(services, request);
            var (explanations, ledger) = await ExplainAsync(services, context, request);
            var (answer, fault) = Check(asked.RootElement, explanations, ledger);
            (all, right) = (all + 1, right + (fault is null ? 1 : 0));
            supported += explanations.Sum(e => e.Faithfulness.Supported);
            written += explanations.Sum(e => e.Faithfulness.Checked);
            rows.Add($"| {(fault is null ? "right" : $"**wrong**: {fault}")} | {Path.GetFileName(request.MediaPath) ?? $"“{request.Text}”"} | {request.Question} | {answer} |");
        }

        return [$"{right} of {all} questions answered as they must be; {supported} of {written} sentences supported by what they cite.", "", .. rows];
    }

    private static AnalysisRequest Request(JsonElement asked, Inputs inputs, DemoFiles demo)
    {
        var question = asked.GetProperty("question").GetString();
        if (asked.TryGetProperty("text", out var text))
            return new AnalysisRequest { Text = text.GetString(), Question = question };
        var media = asked.GetProperty("media").GetString()!;
        return media == "demo"
            ? new AnalysisRequest { MediaPath = demo.Video, TranscriptPath = demo.Transcript, Question = question }
            : new AnalysisRequest { MediaPath = Path.Combine(inputs.Data, media), Question = question };
    }

    private static async Task<AnalysisContext> MeasureAsync(IServiceProvider services, AnalysisRequest request)
    {
        var source = request.MediaPath is { } path ? await services.GetRequiredService<IMediaOpener>().OpenAsync(path) : null;
        var context = new AnalysisContext(request, source);
        await services.GetRequiredService<IPlanner>().RunAsync(context, services.GetRequiredService<ToolCatalog>(), CancellationToken.None);
        return context;
    }

    // The same measurements with another question: the reasoner reads the ledger and appends to it.
    private static async Task<(IReadOnlyList<Explanation> Explanations, EvidenceLedger Ledger)> ExplainAsync(IServiceProvider services, AnalysisContext measured, AnalysisRequest request)
    {
        var context = new AnalysisContext(request, measured.Media);
        foreach (var evidence in measured.Ledger.All)
            context.Ledger.Add(evidence);
        if (measured.TryGet<IFaceArchive>(out var faces))
            context.Set(faces);
        var verifier = new Verifier(services.GetRequiredService<IKnowledgeBase>());
        return ([.. (await services.GetRequiredService<IReasoner>().ExplainAsync(context)).Select(draft => verifier.Verify(draft, context.Ledger))], context.Ledger);
    }

    // The first explanation answers, or that of the person who is asked for; what stands before its first observation is the
    // answer. Each row names what it must say, with figures, what it must not say, and of what kind the evidence is that it cites.
    private static (string Answer, string? Fault) Check(JsonElement asked, IReadOnlyList<Explanation> explanations, EvidenceLedger ledger)
    {
        var first = asked.TryGetProperty("person", out var person) ? explanations.First(e => e.Person == person.GetInt32()) : explanations.FirstOrDefault(e => e.AbstainedBecause is null) ?? explanations[0];
        var answer = first.Claims.TakeWhile(claim => claim.Stage == ReasoningStage.Conclusion).ToList();
        var text = string.Join(' ', answer.Select(claim => claim.Text));
        if (explanations.Any(e => e.Faithfulness.Rejected.Count > 0))
            return (text, $"a sentence was struck out: {explanations.First(e => e.Faithfulness.Rejected.Count > 0).Faithfulness.Rejected[0]}");
        if (answer.Count == 0)
            return (text, "no answer");
        if (!asked.TryGetProperty("unknown", out _) && Unanswered().IsMatch(text))
            return (text, "it says that the question can't be answered");
        foreach (var pattern in List(asked, "contains").Where(pattern => !Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase)))
            return (text, $"it does not say “{pattern}”");
        foreach (var pattern in List(asked, "lacks").Where(pattern => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase)))
            return (text, $"it says “{pattern}”");
        foreach (var cited in List(asked, "cites").Where(id => !answer.Any(claim => claim.Citations.Any(c => c.StartsWith(id, StringComparison.Ordinal) || ledger.Find(c)?.Kind == id))))
            return (text, $"it does not cite {cited}");
        return (text, null);
    }

    private static IEnumerable<string> List(JsonElement asked, string name) =>
        asked.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    [GeneratedRegex("is none that this evidence can answer|that could answer this")]
    private static partial Regex Unanswered();
}
