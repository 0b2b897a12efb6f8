namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Settles which tracks are the same person, after the whole clip was followed: the two groups of tracks that most likely
/// belong together are joined, again and again, until none is likely enough. Tracks seen at the same time are never joined.
/// Careful rather than complete: where it is unsure, one person may count as two. Not thread-safe.
/// </summary>
public sealed class PersonLinker
{
    // Least mean log likelihood ratio for joining; 0 would be as likely the same as not.
    private const double Enough = 0.5;

    // A face found again at once where it was lost, without a cut between.
    private const double HereAgain = 4;
    private const double SoonAgain = 1;
    private const float SamePlace = 0.2f;

    // A track of fewer frames that joins nobody, in a clip of many, is a flicker.
    private const int Flicker = 3;
    private const int ManyFrames = 10;

    private readonly Dictionary<int, TrackPortrait> _tracks = [];
    private int _lastFrame;

    /// <summary>Notes one face of a track.</summary>
    /// <param name="tracked">The track.</param>
    /// <param name="face">The face.</param>
    /// <param name="frame">The picture it lies in.</param>
    public void Observe(TrackedFace tracked, FaceObservation face, PicturePyramid frame)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(frame);
        if (!_tracks.TryGetValue(tracked.Track, out var portrait))
            _tracks[tracked.Track] = portrait = new TrackPortrait(tracked.Track, tracked.Shot, face);
        portrait.Add(face, frame);
        _lastFrame = Math.Max(_lastFrame, face.Frame);
    }

    /// <summary>The tracks of each person.</summary>
    public IReadOnlyList<IReadOnlyCollection<int>> Persons()
    {
        var groups = Join([.. _tracks.Values], LogRatio);
        if (_lastFrame >= ManyFrames)
            groups.RemoveAll(g => g.Sum(t => t.Count) < Flicker);
        return [.. groups.Select(g => g.Select(t => t.Track).ToList())];
    }

    /// <summary>How much likelier two tracks are the same person than not, natural logarithm.</summary>
    internal static double LogRatio(TrackPortrait a, TrackPortrait b)
    {
        double sum = OfFaces(a.FaceLikeness(b));
        if (a.ColorLikeness(b) is { } colors)
            sum += OfColors(colors);
        var (first, second) = a.FirstFrame <= b.FirstFrame ? (a, b) : (b, a);
        bool again = a.Shot == b.Shot && second.FirstTime - first.LastTime <= SoonAgain && Overlaps.OfUnion(first.LastBox, second.FirstBox) >= SamePlace;
        return sum + (again ? HereAgain : 0);
    }

    /// <summary>Joins groups, the likeliest first, until none is likely enough.</summary>
    internal static List<List<TrackPortrait>> Join(IReadOnlyList<TrackPortrait> tracks, Func<TrackPortrait, TrackPortrait, double> ratio)
    {
        var groups = tracks.OrderBy(t => t.FirstFrame).Select(t => new List<TrackPortrait> { t }).ToList();
        var pairs = new Dictionary<(int, int), double>();
        double Of(TrackPortrait a, TrackPortrait b)
        {
            var key = a.Track < b.Track ? (a.Track, b.Track) : (b.Track, a.Track);
            if (!pairs.TryGetValue(key, out double value))
                pairs[key] = value = a.FirstFrame <= b.LastFrame && b.FirstFrame <= a.LastFrame ? double.NegativeInfinity : ratio(a, b);
            return value;
        }

        while (true)
        {
            var (best, into, from) = (Enough, -1, -1);
            for (int i = 0; i < groups.Count; i++)
            {
                for (int j = i + 1; j < groups.Count; j++)
                {
                    double mean = groups[i].SelectMany(a => groups[j].Select(b => Of(a, b))).Average();
                    if (mean > best)
                        (best, into, from) = (mean, i, j);
                }
            }

            if (into < 0)
                return groups;
            groups[into].AddRange(groups[from]);
            groups.RemoveAt(from);
        }
    }

    // Two normal distributions of the cosine, of the same and of different persons of one kind (sex, age). Wider and nearer
    // to each other than those of held-out photographs of everybody, where different persons have 0.00 +- 0.15.
    private static double OfFaces(double cosine)
    {
        const double sameMean = 0.4, otherMean = 0.15, spread = 0.2;
        double same = (cosine - sameMean) / spread, other = (cosine - otherMean) / spread;
        return Math.Clamp(((other * other) - (same * same)) / 2, -3, 2.5);
    }

    // Colours of skin, hair and clothes. Photographs of one sitting give 0.77 to 0.94, different persons of one party mostly
    // below 0.74; another scene's colours tell nothing but make the linking unsure, which is meant.
    private static double OfColors(double likeness) => Math.Clamp((likeness - 0.74) * 20, -4, 2);
}
