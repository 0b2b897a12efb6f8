namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// Tells kinds of smile apart by what is measured with some reliability: how strong AU12 is, whether the lips part (AU25, AU26),
/// whether both corners move alike, and whether gaze or head go aside meanwhile (Ambadar et al. 2009; Keltner 1995). Kinds that
/// rest on AU14, AU15, AU20, AU23 or AU24 (dimpled, miserable, nervous, pressed) are not told: none of those units is verified.
/// </summary>
internal static class SmileReader
{
    private const double Least = 1;
    private const double LeastPresence = 0.6;
    private const double Strong = 2.5;
    private const double Imbalanced = 0.5;
    private const double Aside = 0.15;
    private const double Corner = 0.02;
    private const double Covered = 0.8;

    /// <summary>The smiles of a clip; none while something covers the mouth.</summary>
    public static IEnumerable<Smile> Read(ActionUnitTrack track, FaceMotion? motion)
    {
        foreach (var episode in track.Episodes.Where(e => e.Unit == 12 && e.Intensity >= Least))
        {
            var apex = track.Samples.MinBy(sample => Math.Abs(sample.Timestamp - episode.Apex))!;
            if (Presence(track, apex, 12) < LeastPresence || (motion is not null && IsCovered(motion, episode)))
                continue;
            var imbalance = motion is null ? null : Imbalance(motion, episode);
            var speed = episode.Apex > episode.Onset ? episode.Intensity / (episode.Apex - episode.Onset) : (double?)null;
            yield return new Smile(track.Person, KindOf(track, apex, episode.Intensity, imbalance, motion is not null && IsAverted(motion, episode)),
                episode.Onset, episode.Apex, episode.Offset, Math.Round(episode.Intensity, 2), imbalance, speed is { } s ? Math.Round(s, 2) : null);
        }
    }

    /// <summary>The smile of a still, or null. Which corner rests higher is a face's own; a still can't tell a one-sided smile.</summary>
    public static Smile? OfStill(ActionUnitTrack track)
    {
        var sample = track.Samples[0];
        var intensity = Intensity(track, sample, 12);
        return intensity < Least || Presence(track, sample, 12) < LeastPresence
            ? null
            : new Smile(track.Person, KindOf(track, sample, intensity, null, false), 0, 0, 0, Math.Round(intensity, 2), null, null);
    }

    private static SmileKind KindOf(ActionUnitTrack track, ActionUnitSample apex, double intensity, double? imbalance, bool averted)
    {
        if (Math.Abs(imbalance ?? 0) >= Imbalanced)
            return SmileKind.OneSided;
        if (averted && Intensity(track, apex, 25) < 1)
            return SmileKind.Averted;
        if (intensity >= Strong && Intensity(track, apex, 25) >= 2 && Intensity(track, apex, 26) >= 1.5)
            return SmileKind.Laughing;
        return intensity >= Strong && Intensity(track, apex, 6) >= 1.5 ? SmileKind.CheeksRaised : SmileKind.Plain;
    }

    // At its apex, or for half of its length.
    private static bool IsCovered(FaceMotion motion, ActionUnitEpisode episode) =>
        At(motion.Times, motion.MouthCovered, episode.Apex - 0.1, episode.Apex + 0.1) > Covered || At(motion.Times, motion.MouthCovered, episode.Onset, episode.Offset) > Covered;

    // How far each corner has gone from where it was just before, up and out, at the apex.
    private static double? Imbalance(FaceMotion motion, ActionUnitEpisode episode)
    {
        double Gone(double[][] side)
        {
            double Moved(double[] curve) => At(motion.Times, curve, episode.Apex - 0.1, episode.Apex + 0.1) - At(motion.Times, curve, episode.Onset - 0.5, episode.Onset + 0.05);
            return Math.Max(0, Moved(side[FacePlaces.CornerHeight])) + Math.Max(0, Moved(side[FacePlaces.CornerWidth]));
        }

        double right = Gone(motion.Right), left = Gone(motion.Left);
        return double.IsFinite(right + left) && right + left >= Corner ? Math.Round((right - left) / (right + left), 2) : null;
    }

    private static bool IsAverted(FaceMotion motion, ActionUnitEpisode episode)
    {
        bool Goes(double[] curve, int way)
        {
            var moved = At(motion.Times, curve, episode.Apex, episode.Offset + 0.7) - At(motion.Times, curve, episode.Onset - 1.5, episode.Onset + 0.1);
            return double.IsFinite(moved) && (way == 0 ? Math.Abs(moved) : way * moved) >= Aside;
        }

        return Goes(motion.GazeY, 1) || Goes(motion.Pitch, 1) || Goes(motion.Yaw, 0);
    }

    private static double At(double[] times, double[] curve, double from, double to) => Curves.Median(curve.Where((_, i) => times[i] >= from && times[i] <= to));

    private static double Intensity(ActionUnitTrack track, ActionUnitSample sample, int unit) => Place(track, unit) is >= 0 and var i ? sample.Intensity[i] : 0;

    private static double Presence(ActionUnitTrack track, ActionUnitSample sample, int unit) => Place(track, unit) is >= 0 and var i ? sample.Presence[i] : 0;

    internal static int Place(ActionUnitTrack track, int unit)
    {
        for (var i = 0; i < track.Units.Count; i++)
        {
            if (track.Units[i] == unit)
                return i;
        }

        return -1;
    }
}
