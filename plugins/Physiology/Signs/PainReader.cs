namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// The pain score of Prkachin and Solomon (2008) from its units. Two rules of our own, since a mesh can't tell a smile's cheeks
/// from others and lids come down in blinks: AU6 is left out while AU12 is present and just before and after, AU43 counts only where the eyes stay closed for
/// longer than a blink, and frames of a blink, in which cheeks and lids seem to move, are not scored.
/// </summary>
internal static class PainReader
{
    private const double Closed = 3;
    private const double Lowered = 1;
    private const double Smiling = 1;
    private const double AroundASmile = 0.5; // seconds
    private const double LongestBlink = 0.5;
    private static readonly int[] Needed = [4, 6, 7, 9, 10];

    /// <summary>The score of a track; null where one of its units was not measured.</summary>
    public static PainScore? Read(ActionUnitTrack track, bool still)
    {
        if (track.Samples.Count == 0 || Needed.Any(unit => SmileReader.Place(track, unit) < 0))
            return null;
        var eyes = Eyes(track, still);
        var scored = Enumerable.Range(0, eyes.Length).Where(i => eyes[i] != Lids.Blinking).ToList();
        if (scored.Count == 0)
            return null;
        var samples = scored.ConvertAll(i => track.Samples[i]);
        var smiles = SmileReader.Place(track, 12) is >= 0 and var corners ? track.Samples.Where(s => s.Intensity[corners] >= Smiling).Select(s => s.Timestamp).ToList() : [];
        var parts = scored.ConvertAll(i => Parts(track, track.Samples[i], eyes[i] == Lids.Shut, IsNear(smiles, track.Samples[i].Timestamp)));
        var totals = parts.ConvertAll(part => part.Values.Sum());
        var peak = still ? 0 : Steadiest(totals);
        var share = parts[peak].Where(part => track.Reliability.GetValueOrDefault(part.Key, Reliability.Unverified) == Reliability.Unverified).Sum(part => part.Value);
        return new PainScore(track.Person, Math.Round(totals[peak], 2), samples[peak].Timestamp, Math.Round(totals.Average(), 2),
            totals[peak] > 0 ? Math.Round(share / totals[peak], 3) : 0, parts[peak].ToDictionary(part => part.Key, part => Math.Round(part.Value, 2)));
    }

    private static Dictionary<int, double> Parts(ActionUnitTrack track, ActionUnitSample sample, bool shut, bool smiling)
    {
        double Of(int unit) => SmileReader.Place(track, unit) is >= 0 and var i ? sample.Intensity[i] : 0;
        var cheeks = smiling ? 0 : Of(6);
        var parts = new Dictionary<int, double> { [4] = Of(4) };
        parts[cheeks > Of(7) ? 6 : 7] = Math.Max(cheeks, Of(7));
        parts[Of(9) >= Of(10) ? 9 : 10] = Math.Max(Of(9), Of(10));
        parts[43] = shut ? 1 : 0;
        return parts;
    }

    private static bool IsNear(List<double> times, double time)
    {
        var at = times.BinarySearch(time);
        var next = at < 0 ? ~at : at;
        return (next < times.Count && times[next] - time <= AroundASmile) || (next > 0 && time - times[next - 1] <= AroundASmile);
    }

    // The highest of the medians of three neighbours, so that one jump of the mesh makes no score.
    private static int Steadiest(List<double> totals)
    {
        var best = 0;
        double highest = -1;
        for (var i = 0; i < totals.Count; i++)
        {
            double a = totals[Math.Max(0, i - 1)], b = totals[i], c = totals[Math.Min(totals.Count - 1, i + 1)];
            var middle = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            if (middle > highest && middle >= b - 1e-9)
                (best, highest) = (i, middle);
        }

        return best;
    }

    // A closing of the eyes reaches from where the lids begin to come down to where they are up again.
    private static Lids[] Eyes(ActionUnitTrack track, bool still)
    {
        var eyes = new Lids[track.Samples.Count];
        var lids = SmileReader.Place(track, 43) is >= 0 and var closed ? closed : SmileReader.Place(track, 45);
        if (lids < 0)
            return eyes;
        for (var i = 0; i < eyes.Length; i++)
        {
            var end = i;
            while (end < eyes.Length && track.Samples[end].Intensity[lids] >= Lowered)
                end++;
            var shut = Enumerable.Range(i, end - i).Where(k => track.Samples[k].Intensity[lids] >= Closed).ToList();
            if (shut.Count > 0 && (still || track.Samples[shut[^1]].Timestamp - track.Samples[shut[0]].Timestamp > LongestBlink))
                shut.ForEach(k => eyes[k] = Lids.Shut);
            else if (shut.Count > 0)
                Array.Fill(eyes, Lids.Blinking, i, end - i);
            i = Math.Max(i, end - 1);
        }

        return eyes;
    }

    private enum Lids
    {
        Open,
        Blinking,
        Shut,
    }
}
