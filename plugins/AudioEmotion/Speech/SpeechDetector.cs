using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Speech;

/// <summary>
/// Finds speech in a page of frames. Voiced nuclei (periodic, above the noise floor) are grown over the sound around them,
/// so that consonants belong to the word; what lies closer than a short pause is joined. Held tones, hum and music are
/// sorted out by their pitch, which stands still or moves in steps while a voice's glides.
/// </summary>
internal static class SpeechDetector
{
    private const double VoicedPeriodicity = 0.55;
    private const double VoicedAboveFloor = 3;
    private const double ActiveAboveFloor = 6;
    private const double Audible = -75;
    private const int ShortestNucleus = 4;
    private const int Before = 15;
    private const int After = 25;
    private const int Pause = 30;
    private const int ShortestStretch = 15;
    private const int ShortestVoiced = 8;

    /// <summary>The stretches of speech in a page.</summary>
    /// <param name="frames">The page.</param>
    /// <param name="floor">The noise floor, dB in the band.</param>
    public static List<FrameSpan> Find(IReadOnlyList<AcousticFrame> frames, double floor)
    {
        var nuclei = FrameSpan.Runs(frames.Count, t => IsVoiced(frames[t], floor)).FindAll(run => run.Length >= ShortestNucleus);
        var grown = nuclei.ConvertAll(nucleus => Grow(frames, nucleus, floor));
        return FrameSpan.Join(grown, Pause).FindAll(stretch =>
            stretch.Length >= ShortestStretch
            && nuclei.Sum(n => n.Start >= stretch.Start && n.End <= stretch.End ? n.Length : 0) >= ShortestVoiced
            && !ToneTest.IsToneOrMusic(frames, stretch));
    }

    private static bool IsVoiced(AcousticFrame frame, double floor) =>
        frame.Periodicity >= VoicedPeriodicity && frame.Level > Audible && frame.BandLevel > floor + VoicedAboveFloor;

    private static FrameSpan Grow(IReadOnlyList<AcousticFrame> frames, FrameSpan nucleus, double floor)
    {
        int start = nucleus.Start, end = nucleus.End;
        while (start > 0 && nucleus.Start - start < Before && IsActive(frames[start - 1], floor))
            start--;
        while (end < frames.Count && end - nucleus.End < After && IsActive(frames[end], floor))
            end++;
        return new FrameSpan(start, end);
    }

    private static bool IsActive(AcousticFrame frame, double floor) =>
        frame.Level > Audible && Math.Max(frame.BandLevel, frame.Level - 10) > floor + ActiveAboveFloor;
}
