using AffectAgent.Plugins.AudioEmotion;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Where somebody speaks, by the plugin that hears voices; it knows noise, hum and music from speech, and joins pauses under 0.3 s.</summary>
internal static class VoiceActivity
{
    // Consonants at the edges are quieter than what the detector asks for.
    private const int Margin = 6;

    /// <summary>A flag for each 10 ms; null where no voice was found at all (a whisper, music, noise).</summary>
    /// <param name="samples">Mono, 16 kHz.</param>
    /// <param name="count">How many flags.</param>
    public static bool[]? Of(ReadOnlySpan<float> samples, int count)
    {
        var analyzer = new VoiceAnalyzer();
        analyzer.Push(samples);
        analyzer.Complete();
        var speech = new bool[count];
        for (var i = 0; i < Math.Min(count, analyzer.Frames.Count); i++)
        {
            if (analyzer.Frames[i].Speech)
                speech.AsSpan(Math.Max(0, i - Margin), Math.Min(count, i + Margin + 1) - Math.Max(0, i - Margin)).Fill(true);
        }

        return speech.Contains(true) ? speech : null;
    }
}
