namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Makes the pauses of a speech longer or shorter: silent samples are put in or taken out, and what follows moves.</summary>
internal static class PauseStretcher
{
    private const float Silent = 1e-4f;

    // Shorter ones are closures of consonants, and belong to the sound.
    private const double ShortestPause = 0.06;

    /// <summary>Stretches each pause that the voice itself has marked.</summary>
    /// <param name="speech">What was spoken.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="factor">1 leaves all as it is.</param>
    public static EspeakSpeech Stretch(EspeakSpeech speech, int sampleRate, double factor)
    {
        if (factor == 1)
            return speech;
        var (samples, events) = (new List<float>(speech.Samples.Length), new List<EspeakEvent>(speech.Events.Count));
        var phonemes = speech.Events.FindAll(e => e.Kind == EspeakEventKind.Phoneme);
        var (taken, next) = (0, 0);
        for (var i = 0; i < phonemes.Count; i++)
        {
            var end = i + 1 < phonemes.Count ? phonemes[i + 1].Sample : speech.Samples.Length;
            if (phonemes[i].Name.Length > 0 || end - phonemes[i].Sample < ShortestPause * sampleRate)
                continue;
            var silence = LongestSilence(speech.Samples, phonemes[i].Sample, end);
            var change = (int)Math.Round((factor - 1) * silence.Length);
            var cut = silence.Start + (silence.Length / 2);
            next = CopyEvents(speech.Events, next, cut, samples.Count - taken, events);
            samples.AddRange(speech.Samples.AsSpan(taken, cut - taken));
            if (change > 0)
                samples.AddRange(new float[change]);
            taken = cut;
            if (change < 0)
            {
                // Half of what goes lies before the middle, half behind it.
                samples.RemoveRange(samples.Count - (-change / 2), -change / 2);
                taken += -change - (-change / 2);
            }
        }

        CopyEvents(speech.Events, next, int.MaxValue, samples.Count - taken, events);
        samples.AddRange(speech.Samples.AsSpan(taken));
        return new([.. samples], events);
    }

    private static int CopyEvents(List<EspeakEvent> from, int next, int end, int shift, List<EspeakEvent> to)
    {
        for (; next < from.Count && from[next].Sample < end; next++)
            to.Add(from[next] with { Sample = from[next].Sample + shift });
        return next;
    }

    private static (int Start, int Length) LongestSilence(float[] samples, int from, int to)
    {
        var best = (Start: from, Length: 0);
        var start = from;
        for (var i = from; i <= to; i++)
        {
            if (i < to && Math.Abs(samples[i]) < Silent)
                continue;
            if (i - start > best.Length)
                best = (start, i - start);
            start = i + 1;
        }

        return best;
    }
}
