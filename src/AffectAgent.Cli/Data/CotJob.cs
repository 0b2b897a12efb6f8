using System.Security.Cryptography;
using System.Text;
using AffectAgent.Cli.Batch;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Data;

/// <summary>Reads every input and keeps what was read; labels play no part in it.</summary>
/// <param name="agent">Reads them.</param>
/// <param name="models">The models behind it.</param>
/// <param name="root">The folder that paths are relative to; messages name no other.</param>
/// <param name="state">Tells one state of the agent (cards, tools, settings) from another.</param>
internal sealed class CotJob(IAffectAgent agent, IReadOnlyList<UsedModel> models, string root, string state) : TableJob<LabelledInput>
{
    /// <summary>Characters of the longest text that is worth a sample.</summary>
    public const int MostWords = 8000;

    /// <inheritdoc/>
    public override string Schema => "affectagent.readings/1";

    /// <inheritdoc/>
    public override string Noun => "samples";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => [.. models.Select(m => m.Id)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string> { ["agent"] = state };

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("input", "text", "path inside the labelled folder, or the row of the table"),
        new("reading", "JSON", "what was read: sentences with citations, distribution, Action Units"),
    ];

    /// <summary>A hash of what readings hang on beside the models: cards, tools, reasoner, settings.</summary>
    public static string StateOf(IServiceProvider services)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        var settings = services.GetRequiredService<AffectAgentOptions>();
        // What is embedded in these (phrases, words) counts too, so their identities do.
        Add($"{typeof(GroundedComposer).Module.ModuleVersionId} {typeof(KnowledgeBase).Module.ModuleVersionId}");
        Add(FormattableString.Invariant($"{settings.MinConfidence} {settings.MinFacePixels} {services.GetRequiredService<IReasoner>().Name}"));
        foreach (var tool in services.GetRequiredService<ToolCatalog>().All.Select(t => t.Name).Order(StringComparer.Ordinal))
            Add(tool);
        foreach (var card in services.GetRequiredService<IKnowledgeBase>().Cards.OrderBy(c => c.Id, StringComparer.Ordinal))
            Add($"{card.Id} {card.Text}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override string NameOf(LabelledInput input) => input.Name;

    /// <inheritdoc/>
    public override async Task<string> HashAsync(LabelledInput input, CancellationToken cancellationToken)
    {
        string words = input.Words is { } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) : "";
        if (input.Path is null)
            return words;
        string medium = await HideAsync(() => MediaInputs.HashAsync(input.Path, cancellationToken)).ConfigureAwait(false);
        return words.Length == 0 ? medium : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(medium + words)));
    }

    /// <inheritdoc/>
    public override async Task ReadAsync(IReadOnlyList<LabelledInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            var input = inputs[i];
            if (input.Words?.Length > MostWords)
                throw new UserException($"its text has {input.Words.Length} characters; at most {MostWords} make a sample");
            string hash = await HashAsync(input, cancellationToken).ConfigureAwait(false);
            var reading = await HideAsync(() => ReadAsync(input, hash, rows[i], cancellationToken)).ConfigureAwait(false);
            rows[i].Row.Add(input.Name);
            rows[i].Row.Add(reading.ToJson());
            rows[i].Next();
        }
    }

    private async Task<ChainReading> ReadAsync(LabelledInput input, string hash, TableRows rows, CancellationToken cancellationToken)
    {
        var request = new AnalysisRequest { MediaPath = input.Path, Text = input.Words };
        await foreach (var happened in agent.AnalyzeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (happened is ProgressEvent { Fraction: { } fraction })
                rows.Report(fraction);
            if (happened is CompletedEvent completed)
                return ChainReading.Of(completed.Result, hash);
        }

        throw new InvalidOperationException("the analysis came to no end");
    }

    // What is written goes to others: it names files as the labelled folder does.
    private async Task<T> HideAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (UserException e) when (e.Message.Contains(root, StringComparison.Ordinal))
        {
            throw new UserException(e.Message.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(root, ".", StringComparison.Ordinal), inner: e) { EndsAnalysis = e.EndsAnalysis };
        }
    }
}
