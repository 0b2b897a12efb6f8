namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Follows faces from frame to frame: a face known from the frame before needs no detection, its mesh is read in the square
/// around its last mesh. It detects when a shot begins, when a track is lost, while nothing is followed, and at intervals,
/// so that newcomers are found. A track ends with the shot or when its face is lost; which tracks are the same person is
/// settled afterwards by a <see cref="PersonLinker"/>. Frames come in order of time; not thread-safe.
/// </summary>
public sealed class FaceTracker
{
    // Seconds between thorough searches while faces are followed, and while there are none.
    private const double SearchInterval = 1;
    private const double EmptySearchInterval = 0.25;
    private const double DoubtInterval = 0.5;
    private const int MostDoubts = 2;

    private const float SmallestBox = 16;
    private const float LeastOverlap = 0.2f;
    private const float LargestGrowth = 1.6f;
    private const float Collision = 0.5f;

    private readonly FaceFinder _finder;
    private readonly FaceDetector _detector;
    private readonly FaceMesher _mesher;
    private readonly int _mostFaces;
    private readonly ShotDetector _shots = new();
    private readonly List<Track> _tracks = [];
    private double _lastSearch = double.NegativeInfinity;
    private int _nextTrack = 1, _shot = -1;

    /// <summary>Creates a tracker that has seen nothing.</summary>
    /// <param name="detector">Finds candidates.</param>
    /// <param name="mesher">Reads meshes.</param>
    /// <param name="mostFaces">Faces followed at a time, at least 1; the largest are kept.</param>
    public FaceTracker(FaceDetector detector, FaceMesher mesher, int mostFaces = 50)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(mesher);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostFaces, 1);
        (_detector, _mesher, _mostFaces) = (detector, mesher, mostFaces);
        _finder = new FaceFinder(detector, mesher);
    }

    /// <summary>Finds the faces of the next frame.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="timestamp">Its time, seconds.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IReadOnlyList<TrackedFace> Next(PicturePyramid frame, double timestamp, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        bool cut = _shots.IsCut(frame.Picture);
        if (cut)
        {
            _shot++;
            _tracks.Clear();
        }

        var lost = Follow(frame, timestamp, cancellationToken);
        Search(frame, timestamp, cut, lost, cancellationToken);
        return [.. _tracks.Select(t => new TrackedFace(t.Id, _shot, t.Face))];
    }

    private List<Track> Follow(PicturePyramid frame, double timestamp, CancellationToken cancellationToken)
    {
        var found = new FoundFace?[_tracks.Count];
        TwoThreads.For(_tracks.Count, i => found[i] = FollowOne(frame, _tracks[i], timestamp, cancellationToken), cancellationToken);
        var lost = _tracks.Where((_, i) => found[i] is null).ToList();
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is { } face)
                _tracks[i].Face = face;
        }

        _tracks.RemoveAll(lost.Contains);
        // Where two tracks have come to lie on one face, the older one has it.
        for (int i = _tracks.Count - 1; i > 0; i--)
        {
            if (_tracks.Take(i).Any(t => Overlaps.OfUnion(t.Face.Box, _tracks[i].Face.Box) > Collision))
                _tracks.RemoveAt(i);
        }

        return lost;
    }

    private FoundFace? FollowOne(PicturePyramid frame, Track track, double timestamp, CancellationToken cancellationToken)
    {
        var before = track.Face.Box;
        var reading = _mesher.Read(frame, MeshRegions.OfMesh(track.Face.Mesh), cancellationToken);
        if (!(reading.Presence >= FaceFinder.LeastPresence))
            return null;
        var face = FoundFace.Of(reading);
        float growth = face.Box.Size / MathF.Max(1, before.Size);
        if (face.Box.Size < SmallestBox || growth > LargestGrowth || growth < 1 / LargestGrowth || Overlaps.OfUnion(before, face.Box) < LeastOverlap)
            return null;
        if (timestamp - track.LastDoubt < DoubtInterval)
            return face;
        // A mesh can settle on what only resembles a face: now and then the detector is asked, too.
        track.LastDoubt = timestamp;
        track.Doubts = _detector.LookAgain(frame, face.Box, cancellationToken) is null && !IsTurned(face) ? track.Doubts + 1 : 0;
        return track.Doubts > MostDoubts ? null : face;
    }

    // Detectors do not see faces in profile that a mesh still follows well.
    private static bool IsTurned(FoundFace face)
    {
        const double profile = 0.6;
        var (pitch, yaw, _) = HeadPoseEstimator.Angles(HeadPoseEstimator.Fit(face.Mesh).Rotation);
        return Math.Abs(yaw) > profile || Math.Abs(pitch) > profile;
    }

    private void Search(PicturePyramid frame, double timestamp, bool cut, List<Track> lost, CancellationToken cancellationToken)
    {
        double interval = _tracks.Count == 0 ? EmptySearchInterval : SearchInterval;
        bool thorough = cut || timestamp - _lastSearch >= interval;
        if (!thorough && lost.Count == 0 && _tracks.Count > 0)
            return;
        var windows = thorough
            ? SearchPlan.Thorough(frame.Width, frame.Height)
            : [SearchPlan.Whole(frame.Width, frame.Height), .. lost.Select(t => SearchPlan.Around(t.Face.Box))];
        if (thorough)
            _lastSearch = timestamp;
        var known = _tracks.Select(t => t.Face.Box).ToList();
        foreach (var face in _finder.Find(frame, windows, known, cancellationToken))
        {
            // Found again at once where it was lost: the same track goes on.
            var same = lost.Find(t => Overlaps.OfUnion(t.Face.Box, face.Box) > LeastOverlap);
            if (same is not null)
                lost.Remove(same);
            _tracks.Add(new Track { Id = same?.Id ?? _nextTrack++, Face = face, LastDoubt = timestamp });
        }

        if (_tracks.Count > _mostFaces)
        {
            var kept = _tracks.OrderByDescending(t => t.Face.Box.Size).Take(_mostFaces).ToHashSet();
            _tracks.RemoveAll(t => !kept.Contains(t));
        }
    }

    private sealed class Track
    {
        public required int Id { get; init; }

        public required FoundFace Face { get; set; }

        public double LastDoubt { get; set; }

        public int Doubts { get; set; }
    }
}
