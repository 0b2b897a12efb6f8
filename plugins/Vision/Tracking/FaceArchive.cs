namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Keeps every face of an analysis. While a clip is followed, observations carry the number of their track and are appended
/// in the order of the frames; at the end <see cref="Complete"/> says which person each track is. Short clips stay in memory,
/// long ones go to a temporary file that is deleted on disposal. Append from one thread; read from any, after completion.
/// </summary>
public sealed class FaceArchive : IFaceArchive
{
    /// <summary>Bytes of observations kept in memory by default: about a thousand faces.</summary>
    public const long DefaultMemoryLimit = 8 << 20;

    private const int RecordsPerRead = 16;

    private readonly RecordStore _store;
    private readonly List<FrameStamp> _frames = [];
    private readonly Dictionary<int, TrackSum> _tracks = [];
    private Dictionary<int, int> _persons = [];
    private IReadOnlyList<FacePerson>? _list;

    /// <summary>Creates an empty archive.</summary>
    /// <param name="pictureWidth">Width of the frames, pixels.</param>
    /// <param name="pictureHeight">Height of the frames, pixels.</param>
    /// <param name="isStill">True for one still picture.</param>
    /// <param name="memoryLimit">Bytes of observations kept in memory before they go to a file.</param>
    /// <param name="folder">Folder of the temporary file; null for a private one among the system's temporary files.</param>
    public FaceArchive(int pictureWidth, int pictureHeight, bool isStill, long memoryLimit = DefaultMemoryLimit, string? folder = null)
    {
        PictureWidth = pictureWidth;
        PictureHeight = pictureHeight;
        IsStill = isStill;
        _store = new RecordStore(FaceRecord.Size, memoryLimit, folder);
    }

    /// <inheritdoc/>
    public int PictureWidth { get; }

    /// <inheritdoc/>
    public int PictureHeight { get; }

    /// <inheritdoc/>
    public bool IsStill { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FrameStamp> Frames => _frames;

    /// <inheritdoc/>
    public IReadOnlyList<FacePerson> Persons => _list ?? throw NotYet();

    /// <summary>Path of the temporary file, or null while everything is in memory.</summary>
    internal string? FilePath => _store.FilePath;

    /// <summary>Notes a frame that was looked at.</summary>
    /// <exception cref="ArgumentException">It is not later than the one before.</exception>
    public void AddFrame(FrameStamp frame)
    {
        if (_frames.Count > 0 && frame.Index <= _frames[^1].Index)
            throw new ArgumentException($"Frame {frame.Index} comes after frame {_frames[^1].Index}.", nameof(frame));
        _frames.Add(frame);
    }

    /// <summary>Appends a face of the last frame; its person is the number of its track.</summary>
    /// <exception cref="ArgumentException">It belongs to another frame than the last.</exception>
    /// <exception cref="InvalidOperationException">The archive is complete.</exception>
    public void Append(FaceObservation face)
    {
        ArgumentNullException.ThrowIfNull(face);
        if (_list is not null)
            throw new InvalidOperationException("The archive is complete.");
        if (_frames.Count == 0 || _frames[^1].Index != face.Frame)
            throw new ArgumentException($"A face of frame {face.Frame} is appended right after that frame.", nameof(face));
        FaceRecord.Write(face, _store.Next());
        _store.Commit();
        if (!_tracks.TryGetValue(face.Person, out var sum))
            _tracks[face.Person] = sum = new TrackSum(face);
        sum.Add(face);
    }

    /// <summary>Ends the appending and names the persons: 1, 2, … by first appearance, of several in one frame the largest first.</summary>
    /// <param name="groups">The tracks of each person; a track in none of them is dropped. Null for every track a person.</param>
    public void Complete(IEnumerable<IReadOnlyCollection<int>>? groups = null)
    {
        groups ??= _tracks.Keys.Select(t => new[] { t });
        var sums = groups.Select(g => g.Where(_tracks.ContainsKey).ToList())
            .Where(g => g.Count > 0)
            .Select(g => (Tracks: g, Sum: g.Select(t => _tracks[t]).Aggregate(TrackSum.Join)))
            .OrderBy(p => p.Sum.FirstFrame)
            .ThenByDescending(p => p.Sum.FirstSize)
            .ToList();
        _persons = sums.SelectMany((p, i) => p.Tracks.Select(t => (Track: t, Person: i + 1))).ToDictionary(p => p.Track, p => p.Person);
        _list = [.. sums.Select((p, i) => new FacePerson(i + 1, p.Sum.FirstTime, p.Sum.LastTime, p.Sum.Count, p.Sum.SizeSum / p.Sum.Count))];
    }

    /// <inheritdoc/>
    public IEnumerable<FaceObservation> ReadAll()
    {
        var frame = new List<FaceObservation>();
        foreach (var face in Scan(null))
        {
            if (frame.Count > 0 && frame[0].Frame != face.Frame)
            {
                foreach (var one in frame.OrderBy(f => f.Person))
                    yield return one;
                frame.Clear();
            }

            frame.Add(face);
        }

        foreach (var one in frame.OrderBy(f => f.Person))
            yield return one;
    }

    /// <inheritdoc/>
    public IEnumerable<FaceObservation> Read(int person) => Scan(person);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private IEnumerable<FaceObservation> Scan(int? person)
    {
        if (_list is null)
            throw NotYet();
        byte[] buffer = new byte[RecordsPerRead * FaceRecord.Size];
        for (int first = 0; first < _store.Count; first += RecordsPerRead)
        {
            int count = _store.Read(first, buffer);
            for (int i = 0; i < count; i++)
            {
                int at = i * FaceRecord.Size;
                var (_, track) = FaceRecord.Key(buffer.AsSpan(at, FaceRecord.Size));
                if (_persons.TryGetValue(track, out int owner) && (person is null || owner == person))
                    yield return FaceRecord.Read(buffer.AsSpan(at, FaceRecord.Size), owner);
            }
        }
    }

    private static InvalidOperationException NotYet() => new("The archive is read after it is complete.");

    private sealed record TrackSum(int FirstFrame, double FirstTime, double FirstSize)
    {
        public TrackSum(FaceObservation first)
            : this(first.Frame, first.Timestamp, first.Box.Size)
        {
        }

        public double LastTime { get; private set; }

        public int Count { get; private set; }

        public double SizeSum { get; private set; }

        public void Add(FaceObservation face)
        {
            LastTime = face.Timestamp;
            SizeSum += face.Box.Size;
            Count++;
        }

        public static TrackSum Join(TrackSum a, TrackSum b)
        {
            var first = a.FirstFrame <= b.FirstFrame ? a : b;
            return new TrackSum(first.FirstFrame, first.FirstTime, first.FirstSize)
            {
                LastTime = Math.Max(a.LastTime, b.LastTime),
                Count = a.Count + b.Count,
                SizeSum = a.SizeSum + b.SizeSum,
            };
        }
    }
}
