// Explains a picture, clip or recording: Explain MEDIA [PLUGIN-FOLDER]
using AffectAgent;
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddAffectAgent(options =>
{
    foreach (var folder in args.Skip(1))
        options.PluginFolders.Add(folder);
});
await using var provider = services.BuildServiceProvider();

var agent = provider.GetRequiredService<IAffectAgent>();
await foreach (var happened in agent.AnalyzeAsync(new AnalysisRequest { MediaPath = args[0], Question = "Why?" }))
{
    var line = happened switch
    {
        EvidenceEvent { Evidence: var e } => $"  {e.Id} {e.Kind} {e.Label} {e.Value:0.##} {e.Unit}",
        ClaimEvent { Claim: var claim } => $"{claim.Text} [{string.Join(", ", claim.Citations)}]",
        CompletedEvent { Result: var result } => string.Join('\n', result.Explanations.Select(e =>
            $"=> person {e.Person}: {e.Distribution?.Top.ToString() ?? e.AbstainedBecause} (confidence {e.Confidence:0.00})")),
        _ => null,
    };
    if (line is not null)
        Console.WriteLine(line);
}
