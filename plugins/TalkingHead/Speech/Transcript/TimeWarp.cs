namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Dynamic time warping (Sakoe and Chiba, 1978) of a spoken transcript onto a recording, within a band around the straight line.
/// A pause that only one of them has costs little.
/// </summary>
internal sealed class TimeWarp
{
    private const float StretchCost = 0.35f, PauseCost = 0.15f, PauseInWord = 0.8f, MismatchedSilence = 1.6f;
    private const int LeastBand = 200;
    private const double BandShare = 0.3;

    private readonly int[] _first;
    private readonly int _frames;

    private TimeWarp(int[] first, int frames) => (_first, _frames) = (first, frames);

    /// <summary>Finds the cheapest way.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="spoken">The transcript as spoken by a voice.</param>
    /// <param name="mayPause">True at a frame of the voice where the recording may pause: between words.</param>
    /// <param name="extra">Cost of a frame of the recording under a frame of the voice, besides the cepstra's; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static TimeWarp Find(AlignmentFrames recording, AlignmentFrames spoken, Func<int, bool> mayPause, Func<int, int, float>? extra, CancellationToken cancellationToken)
    {
        int n = recording.Count, m = spoken.Count;
        var band = (int)Math.Max(LeastBand, BandShare * Math.Max(n, m)) + Math.Abs(n - m);
        var moves = new byte[n][];
        var before = new float[m];
        Array.Fill(before, float.PositiveInfinity);
        for (var i = 0; i < n; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var middle = (int)((long)i * m / n);
            int from = Math.Max(0, middle - band), to = Math.Min(m, middle + band + 1);
            var now = new float[m];
            Array.Fill(now, float.PositiveInfinity);
            moves[i] = new byte[m];
            for (var j = from; j < to; j++)
            {
                var here = Distance(recording, i, spoken, j) + (extra is null || recording.Silent[i] || spoken.Silent[j] ? 0 : extra(i, j));
                var across = i > 0 && j > 0 ? before[j - 1] + here : i == 0 && j == 0 ? here : float.PositiveInfinity;
                var stay = i > 0 ? before[j] + (recording.Silent[i] ? (mayPause(j) ? PauseCost : PauseInWord) : here + StretchCost) : float.PositiveInfinity;
                var skip = j > from ? now[j - 1] + (spoken.Silent[j] ? PauseCost : (here / 2) + StretchCost) : float.PositiveInfinity;
                (now[j], moves[i][j]) = across <= stay && across <= skip ? (across, (byte)0) : stay <= skip ? (stay, (byte)1) : (skip, (byte)2);
            }

            before = now;
        }

        return new(WalkBack(moves, m), n);
    }

    /// <summary>Where an instant of the spoken transcript falls in the recording, both in seconds.</summary>
    public double Map(double seconds)
    {
        var at = seconds / SpeechFeatures.Step;
        var j = (int)Math.Clamp(at, 0, _first.Length - 1);
        double start = _first[j], end = j + 1 < _first.Length ? _first[j + 1] : _frames;
        return (start + ((end - start) * Math.Clamp(at - j, 0, 1))) * SpeechFeatures.Step;
    }

    private static float Distance(AlignmentFrames recording, int i, AlignmentFrames spoken, int j)
    {
        if (recording.Silent[i] || spoken.Silent[j])
            return recording.Silent[i] == spoken.Silent[j] ? PauseCost : MismatchedSilence;
        return MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.Distance(recording.Cepstra[i], spoken.Cepstra[j]) / 4);
    }

    // The first frame of the recording at which each frame of the voice sounds.
    private static int[] WalkBack(byte[][] moves, int m)
    {
        var first = new int[m];
        for (int i = moves.Length - 1, j = m - 1; i >= 0 && j >= 0;)
        {
            first[j] = i;
            var move = moves[i][j];
            if (i == 0 && move == 1)
                break;
            i -= move == 2 ? 0 : 1;
            j -= move == 1 ? 0 : 1;
        }

        return first;
    }
}
