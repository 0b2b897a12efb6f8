using System.ComponentModel;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>The tool that listens to voices. Thread-safe; loads its model at the first speech.</summary>
/// <param name="models">Where the model is found and checked.</param>
public sealed class AudioEmotionPlugin(ModelStore models) : IAffectPlugin, IDisposable
{
    internal const string Tool = "listen_to_voice";
    internal const double ShortestSound = 0.3;

    private readonly Lazy<VoiceEmotionModel> _model = new(() => VoiceEmotionModel.From(models));

    /// <summary>Listens to the medium's sound, between the request's From and To.</summary>
    /// <param name="context">The analysis; gets a <see cref="VoiceTrack"/> and evidence of the kinds voice.activity, voice.feature, voice.emotion and voice.affect.</param>
    /// <param name="cancellationToken">Stops the listening.</param>
    /// <exception cref="UserException">The model's file is missing or damaged.</exception>
    [AffectTool(Tool, Needs = [Artifacts.Audio], Gives = [Artifacts.Voice])]
    [Description("Listens to the voice: when somebody speaks, pitch (F0), level, speaking rate, voice quality, which of seven emotions it expresses, and how aroused and pleasant it sounds, with how far that can be trusted. Does not tell speakers apart and does not understand words.")]
    public async Task<ToolReport> ListenAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Media is not { Info.Audio: not null } media)
            return Nothing(context, "The medium carries no sound.");
        var hearing = await Hearing.ListenAsync(media, context, null, cancellationToken).ConfigureAwait(false);
        if (hearing.Analyzer.Seconds < ShortestSound)
            return Nothing(context, FormattableString.Invariant($"The sound is {hearing.Analyzer.Seconds:0.00} s long; at least {ShortestSound} s are needed."));
        var speaks = hearing.Analyzer.Stretches.Count > 0;
        var readings = speaks ? hearing.Read(_model.Value) : [];
        var track = hearing.ToTrack(readings);
        context.Set(track);
        if (!speaks)
            return Nothing(context, hearing.Analyzer.IsSilent ? "The sound is silent." : "No speech was found in the sound.");
        return VoiceEvidence.Append(context, track, readings, _model.Value);
    }

    /// <summary>Frees the model; not while a call is under way.</summary>
    public void Dispose()
    {
        if (_model.IsValueCreated)
            _model.Value.Dispose();
    }

    private static ToolReport Nothing(AnalysisContext context, string reason)
    {
        context.Ledger.Add(new Unscored("voice", reason, Tool));
        return ToolReport.Of(reason, []);
    }
}
