using System.ComponentModel;

namespace AffectAgent.Reasoning.Tests;

public sealed class FacePlugin : IAffectPlugin
{
    [AffectTool("find_faces", Needs = [Artifacts.Frames], Gives = [Artifacts.Faces])]
    [Description("Finds faces.")]
    public static async Task<ToolReport> FindAsync(AnalysisContext context, [Description("Smallest face, pixels.")] int smallest = 40, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        context.Report("faces", 0.5);
        var face = context.Ledger.Add(new Evidence { Kind = EvidenceKinds.FaceTrack, Modality = Modality.Face, Person = 1, Value = 1, Unit = "0-1", Source = new("find_faces") });
        return ToolReport.Of($"One face of {smallest} px or more.", [face]);
    }

    [AffectTool("read_expression", Needs = [Artifacts.Faces], Gives = [Artifacts.Expressions])]
    [Description("Reads the expression.")]
    public static Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        var read = context.Ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Expression,
            Modality = Modality.Face,
            Person = 1,
            Label = "happiness",
            Value = 0.9,
            Unit = "probability",
            Distribution = new Dictionary<string, double> { ["happiness"] = 0.9, ["surprise"] = 0.06, ["neutral"] = 0.04 },
            Reliability = Reliability.Verified,
            Source = new("read_expression", "tiny"),
        });
        return Task.FromResult(ToolReport.Of("Happiness.", [read]));
    }
}

public sealed class VoicePlugin : IAffectPlugin
{
    [AffectTool("measure_voice", Needs = [Artifacts.Audio], Gives = [Artifacts.Voice])]
    [Description("Measures the voice.")]
    public static Task<ToolReport> MeasureAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        var speech = context.Ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceActivity, Modality = Modality.Voice, Value = 2, Unit = "s", Source = new("measure_voice") });
        return Task.FromResult(ToolReport.Of("Two seconds of speech.", [speech]));
    }
}

/// <summary>Tools built from delegates, for plans of any shape.</summary>
internal static class Plans
{
    public static AffectTool Tool(string name, string[] needs, string[] gives, Func<AnalysisContext, CancellationToken, Task<ToolReport>> run, string[]? prefers = null) =>
        new(new AffectToolAttribute(name) { Needs = needs, Prefers = prefers ?? [], Gives = gives }, typeof(Plans), () => Microsoft.Extensions.AI.AIFunctionFactory.Create(
            (Microsoft.Extensions.AI.AIFunctionArguments arguments, CancellationToken token) => run(ToolArguments.ContextOf(arguments), token),
            new Microsoft.Extensions.AI.AIFunctionFactoryOptions { Name = name, MarshalResult = static (result, _, _) => ValueTask.FromResult(result) }));

    public static AffectTool Simple(string name, string[] needs, string[] gives, List<string> order) => Tool(name, needs, gives, (_, _) =>
    {
        lock (order)
            order.Add(name);
        return Task.FromResult(new ToolReport($"{name} done.", []));
    });

    public static AnalysisContext Context(MediaInfo? media = null, AnalysisRequest? request = null) =>
        new(request ?? new AnalysisRequest { MediaPath = "x" }, media is null ? null : new FakeMedia(media));
}
