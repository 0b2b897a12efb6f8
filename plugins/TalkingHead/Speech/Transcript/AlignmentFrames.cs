using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// What two recordings of the same words have in common, in steps of 10 ms: twelve cepstral coefficients, each in units of its
/// own spread over speech, so that voice and microphone matter less; and where there is silence.
/// </summary>
internal sealed class AlignmentFrames
{
    private AlignmentFrames(float[][] cepstra, bool[] silent) => (Cepstra, Silent) = (cepstra, silent);

    /// <summary>Twelve numbers a frame.</summary>
    public float[][] Cepstra { get; }

    /// <summary>True where nobody speaks.</summary>
    public bool[] Silent { get; }

    /// <summary>Number of frames.</summary>
    public int Count => Silent.Length;

    /// <summary>Prepares a recording.</summary>
    public static AlignmentFrames Of(SpeechFeatures features)
    {
        var bank = new MelBank(FrameExtractor.SpectrumSize);
        var cepstra = Array.ConvertAll(features.Bands, frame => Enumerable.Range(1, MelBank.Coefficients).Select(k => (float)bank.Coefficient(frame, k)).ToArray());
        var silent = new bool[features.Count];
        var quiet = Quiet(features);
        for (var i = 0; i < silent.Length; i++)
            silent[i] = features.Energy[i] < quiet || features.Voice is { } voice && !voice[i];
        var speech = cepstra.Where((_, i) => !silent[i]).ToArray();
        for (var k = 0; k < MelBank.Coefficients && speech.Length > 1; k++)
        {
            var mean = speech.Average(frame => frame[k]);
            var spread = MathF.Sqrt(speech.Average(frame => (frame[k] - mean) * (frame[k] - mean))) + 1e-3f;
            foreach (var frame in cepstra)
                frame[k] = (frame[k] - mean) / spread;
        }

        return new(cepstra, silent);
    }

    // Between the recording's ground and its level: where noise ends, yet at most 26 dB below speech.
    private static double Quiet(SpeechFeatures features)
    {
        var ground = features.Energy.Order().ElementAt(features.Count / 20);
        return Math.Max(features.Level - 6, ground + ((features.Level - ground) * 0.25));
    }
}
