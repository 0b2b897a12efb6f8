namespace AffectAgent.Reports;

/// <summary>Which Action Units count as shown on a face: what reports draw, and what heat maps are compared with.</summary>
public static class ActiveUnits
{
    /// <summary>Least intensity, 0-5.</summary>
    public const double LeastIntensity = 0.8;

    /// <summary>Least probability of presence.</summary>
    public const double LeastPresence = 0.5;

    private const int Most = 6;

    /// <summary>The units shown, the strongest first, at most six.</summary>
    /// <param name="tracks">By person.</param>
    /// <param name="face">The face.</param>
    public static IReadOnlyList<(int Unit, double Intensity)> Of(IReadOnlyList<ActionUnitTrack> tracks, FaceObservation face)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(face);
        var track = tracks.FirstOrDefault(t => t.Person == face.Person);
        var sample = track?.Samples.FirstOrDefault(s => s.Frame == face.Frame);
        return track is null || sample is null ? [] :
        [
            .. track.Units
                .Select((unit, column) => (Unit: unit, Intensity: (double)sample.Intensity[column], Presence: sample.Presence[column]))
                .Where(item => item.Intensity >= LeastIntensity && item.Presence >= LeastPresence)
                .OrderByDescending(item => item.Intensity)
                .Take(Most)
                .Select(item => (item.Unit, item.Intensity)),
        ];
    }
}
