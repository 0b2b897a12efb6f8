using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>Which models an endpoint has.</summary>
/// <param name="call">Sends the request.</param>
/// <param name="named">The model that the user named, or null.</param>
internal sealed class OpenAiModels(OpenAiCall call, string? named)
{
    private const int MostNamed = 8;
    private const int MostBytes = 1_000_000;

    private volatile IReadOnlyList<string>? _known;

    /// <summary>The model to ask for: the named one, else the only one there is; null where the endpoint lists none.</summary>
    /// <exception cref="LanguageModelException">There are several, and none was named.</exception>
    public async Task<string?> DefaultAsync(CallWatch watch)
    {
        if (named is not null)
            return named;
        _known ??= await ListAsync(watch).ConfigureAwait(false);
        return _known.Count == 0 ? null : _known.Count == 1 ? _known[0] : throw new LanguageModelException(
            LanguageModelFault.NoModel, $"{call.Faults.Who} has several models: {Some(_known)}.", "Name one after #, as in openai:http://127.0.0.1:8080/v1#model.");
    }

    /// <summary>A fault about a missing model, with the models that there are.</summary>
    public async Task<LanguageModelException> ExplainAsync(LanguageModelException fault, string? model, CallWatch watch)
    {
        var known = await ListAsync(watch).ConfigureAwait(false);
        return known.Count == 0
            ? fault
            : new LanguageModelException(LanguageModelFault.NoModel, $"{call.Faults.Who} has no model '{DataMark.Clean(model ?? "")}'; it has {Some(known)}.", "Name one of them after #.", fault);
    }

    // A list that can't be had is none: not every endpoint gives one.
    private async Task<IReadOnlyList<string>> ListAsync(CallWatch watch)
    {
        try
        {
            using var response = await call.SendAsync("models", null, watch).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
            var body = await EventLines.ReadAllAsync(stream, call.Faults.Who, new ChatLimits { MaxAnswerBytes = MostBytes }, watch.Token).ConfigureAwait(false);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                ? [.. data.EnumerateArray().Select(model => OpenAiAnswer.Text(model, "id")).OfType<string>()]
                : [];
        }
        catch (LanguageModelException e) when (e.Fault is LanguageModelFault.NoModel or LanguageModelFault.Failed or LanguageModelFault.TooLarge)
        {
            return [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string Some(IReadOnlyList<string> models) =>
        string.Join(", ", models.Take(MostNamed).Select(model => call.Faults.Mask.Apply(DataMark.Clean(model)))) + (models.Count > MostNamed ? $" and {models.Count - MostNamed} more" : "");
}
