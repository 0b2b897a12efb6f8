using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>What a kernel's model may ask AffectAgent for.</summary>
internal sealed class AffectPlugin(ServiceProvider services, string? mediaFolder) : IDisposable
{
    private const int MostCards = 5;

    /// <summary>The functions, as a plugin of a kernel.</summary>
    public KernelPlugin ToKernelPlugin()
    {
        List<Delegate> functions = [ExplainTextAsync, SearchKnowledgeAsync];
        if (mediaFolder is not null)
            functions.Add(ExplainMediaAsync);
        return KernelPluginFactory.CreateFromFunctions(SemanticKernelPlanner.Plugin, "Explains why a face, a voice and words read as an emotion.", functions.Select(AsKernelFunction));
    }

    /// <inheritdoc/>
    public void Dispose() => services.Dispose();

    [Description("Explains what emotion written or spoken words express, and why. Every sentence names its evidence.")]
    private Task<string> ExplainTextAsync(
        [Description("The words.")] string text, [Description("A question to answer first, or nothing.")] string question = "", CancellationToken cancellationToken = default) =>
        ExplainAsync(new AnalysisRequest { Text = text, Question = question.Length == 0 ? null : question }, cancellationToken);

    [Description("Explains why a picture, clip or recording reads as an emotion. Every sentence names its evidence.")]
    private async Task<string> ExplainMediaAsync(
        [Description("The file's path in the media folder.")] string path, [Description("A question to answer first, or nothing.")] string question = "", CancellationToken cancellationToken = default)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(mediaFolder!));
        var file = new FileInfo(Path.GetFullPath(Path.Combine(root, path)));
        // A link is followed to where it ends, or it would lead out of the folder.
        var target = file.Exists ? (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName : null;
        return target?.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) is true
            ? await ExplainAsync(new AnalysisRequest { MediaPath = target, Question = question.Length == 0 ? null : question }, cancellationToken).ConfigureAwait(false)
            : "There is no such file in the media folder.";
    }

    [Description("Looks up what the literature says about faces, voices, words and emotions.")]
    private async Task<string> SearchKnowledgeAsync([Description("What to look for, a few words.")] string query, CancellationToken cancellationToken = default)
    {
        var found = (await services.GetRequiredService<IKnowledgeRetriever>().RetrieveAsync(new RetrievalQuery { Text = query, Limit = MostCards }, cancellationToken).ConfigureAwait(false)).Hits;
        return found.Count == 0 ? "No card fits." : string.Join("\n\n", found.Select(hit => $"[{hit.Card.Id}] {hit.Card.Title}\n{hit.Card.Text}"));
    }

    private async Task<string> ExplainAsync(AnalysisRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in services.GetRequiredService<IAffectAgent>().AnalyzeAsync(request, cancellationToken).ConfigureAwait(false))
            {
                if (happened is CompletedEvent { Result: var result })
                    return string.Join("\n\n", result.Explanations.Select(Write).Prepend(Crisis(result)).OfType<string>());
            }

            return "There was nothing to explain.";
        }
        catch (UserException e)
        {
            return e.Message;
        }
    }

    private static string? Crisis(AnalysisResult result) => result.Crisis is { } crisis ? $"{crisis.Heading}\n{crisis.Text}\n{crisis.Lines}" : null;

    private static string Write(Explanation explanation) =>
        string.Join('\n', explanation.Claims.Select(claim => $"{claim.Text} [{string.Join(", ", claim.Citations)}]").Prepend(explanation.AbstainedBecause).OfType<string>());

    private static KernelFunction AsKernelFunction(Delegate function) =>
        AIFunctionFactory.Create(function, new AIFunctionFactoryOptions { Name = SnakeCase(function.Method.Name) }).AsKernelFunction();

    private static string SnakeCase(string name) =>
        string.Concat(name.Replace("Async", "", StringComparison.Ordinal).Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
