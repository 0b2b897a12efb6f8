namespace AffectAgent.Plugins.Vision;

/// <summary>Settles which tracks are the same person, after the whole clip was followed. Not thread-safe.</summary>
public sealed class PersonLinker
{
    private readonly Dictionary<int, int> _counts = [];

    /// <summary>Notes one face of a track.</summary>
    public void Observe(TrackedFace tracked, FaceObservation face, PicturePyramid frame)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(frame);
        _counts[tracked.Track] = _counts.GetValueOrDefault(tracked.Track) + 1;
    }

    /// <summary>The tracks of each person.</summary>
    public IReadOnlyList<IReadOnlyCollection<int>> Persons() => [.. _counts.Keys.Select(t => new[] { t })];
}
