using System.Globalization;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// Writes what a track shows into the ledger: the units present in a still or through a clip, and the strongest activations.
/// In a still the units that are reliably measured are told at rest too. Else left out are units whose presence is near a toss-up, AU23 (lip tightening does not show in a mesh), and AU6 without AU12
/// (from a mesh the cheeks can't be told from the smile that lifts them).
/// </summary>
/// <param name="ledger">Where it goes.</param>
internal sealed class ActionUnitEvidence(EvidenceLedger ledger)
{
    private const int MostUnits = 8;
    private const int MostEpisodes = 10;
    private const int MostBlinks = 2;
    private const double Present = 0.6;
    private const double LeastIntensity = 0.5;
    private const double LongestBlink = 0.7;
    private const double Whole = 0.9;
    private static readonly EvidenceSource Source = new(ActionUnitsPlugin.ToolName, AppearanceWitness.ModelId);
    private readonly List<Evidence> _added = [];

    /// <summary>All that was written.</summary>
    public IReadOnlyList<Evidence> Added => _added;

    /// <summary>Writes one person's.</summary>
    public void Write(FollowedActionUnits followed, bool still)
    {
        var throughout = WriteUnits(followed, still);
        if (!still)
            WriteEpisodes(followed, throughout);
    }

    private HashSet<int> WriteUnits(FollowedActionUnits followed, bool still)
    {
        var track = followed.Track;
        var means = new Dictionary<int, (double Intensity, double Presence)>();
        for (var i = 0; i < track.Units.Count; i++)
            means[track.Units[i]] = (track.Samples.Average(s => s.Intensity[i]), track.Samples.Average(s => s.Presence[i]));
        var smiling = means.TryGetValue(12, out var smile) && smile.Presence >= Present;
        var shown = means
            .Where(pair => pair.Value.Presence >= Present && pair.Value.Intensity >= LeastIntensity && MayBeTold(pair.Key, smiling))
            .OrderByDescending(pair => pair.Value.Intensity * Weight(track, pair.Key))
            .Take(MostUnits)
            .ToList();
        var shownUnits = shown.Select(pair => pair.Key).ToHashSet();
        foreach (var (unit, (intensity, presence)) in shown)
        {
            Add(Of(track, EvidenceKinds.ActionUnit, unit, intensity, presence * followed.Trust) with
            {
                Interval = still ? null : TimeRange.Of(track.Samples[0].Timestamp, track.Samples[^1].Timestamp),
                Label = still && unit == 45 ? "Closed or narrowed eyes" : AffectAgent.ActionUnits.Find(unit)?.Name,
                Baseline = 0,
                AgainstPopulation = MeanAgainstPopulation(track, unit),
                Note = Join(About(unit), still ? null : "Mean over the clip."),
            });
        }

        if (still)
            WriteRest(followed, means.Where(pair => !shownUnits.Contains(pair.Key)));
        return shownUnits;
    }

    /// <summary>In a still, the units that a mesh shows reliably are told at rest too, so that their absence can be said.</summary>
    private void WriteRest(FollowedActionUnits followed, IEnumerable<KeyValuePair<int, (double Intensity, double Presence)>> rest)
    {
        var track = followed.Track;
        foreach (var (unit, (intensity, presence)) in rest.Where(pair => Weight(track, pair.Key) >= 1))
        {
            Add(Of(track, EvidenceKinds.ActionUnit, unit, intensity, Math.Max(presence, 1 - presence) * followed.Trust) with
            {
                Direction = Direction.None,
                Note = presence < 0.5 ? "Not there." : "Hardly there.",
            });
        }
    }

    /// <summary>Leaves out an activation as long as the sight of the person where the mean has said it already.</summary>
    private void WriteEpisodes(FollowedActionUnits followed, HashSet<int> throughout)
    {
        var track = followed.Track;
        var seen = track.Samples[^1].Timestamp - track.Samples[0].Timestamp;
        var smiles = track.Episodes.Where(e => e.Unit == 12 && PresenceAt(track, e) >= Present).Select(RangeOf).ToList();
        var told = track.Episodes
            .Where(e => MayBeTold(e.Unit, smiles.Any(smile => smile.Overlaps(RangeOf(e)))) && PresenceAt(track, e) >= Present)
            .Where(e => !throughout.Contains(e.Unit) || e.Offset - e.Onset < Whole * seen)
            .OrderByDescending(e => e.Intensity * Weight(track, e.Unit))
            .ToList();
        var chosen = told.Where(e => e.Unit != 45).Take(MostEpisodes).Concat(told.Where(e => e.Unit == 45).Take(MostBlinks));
        foreach (var episode in chosen.OrderBy(e => e.Onset))
        {
            Add(Of(track, EvidenceKinds.ActionUnitEpisode, episode.Unit, episode.Intensity, PresenceAt(track, episode) * followed.Trust) with
            {
                Interval = RangeOf(episode),
                Apex = episode.Apex,
                Baseline = Math.Round(Resting(track, episode.Unit), 2),
                AgainstPopulation = AgainstPopulationAt(track, episode),
                Note = Join(About(episode.Unit), episode.Unit == 45 ? Closure(episode) : null),
            });
        }
    }

    private static Evidence Of(ActionUnitTrack track, string kind, int unit, double intensity, double confidence) => new()
    {
        Kind = kind,
        Modality = Modality.Face,
        Person = track.Person,
        ActionUnit = unit,
        Label = AffectAgent.ActionUnits.Find(unit)?.Name,
        Value = Math.Round(intensity, 2),
        Unit = "0-5",
        Direction = Direction.Higher,
        Confidence = Math.Round(Math.Clamp(confidence, 0, 1), 3),
        Reliability = track.Reliability.GetValueOrDefault(unit, Reliability.Unverified),
        Source = Source,
    };

    private void Add(Evidence evidence) => _added.Add(ledger.Add(evidence));

    private static bool MayBeTold(int unit, bool smiling) => unit is not 23 && (unit is not 6 || smiling);

    private static double Weight(ActionUnitTrack track, int unit) => track.Reliability.GetValueOrDefault(unit, Reliability.Unverified) switch
    {
        Reliability.Verified => 1,
        Reliability.Weak => 0.7,
        _ => 0.4,
    };

    private static string? About(int unit) => unit switch
    {
        6 => "Read only as part of a smile; it can't tell one kind of smile from another.",
        _ => null,
    };

    private static string Closure(ActionUnitEpisode episode)
    {
        var seconds = episode.Offset - episode.Onset;
        return seconds <= LongestBlink ? "A blink." : string.Create(CultureInfo.InvariantCulture, $"Eyes closed or lowered for {seconds:0.0} s.");
    }

    private static string? Join(params string?[] notes)
    {
        var text = string.Join(' ', notes.Where(note => note is not null));
        return text.Length == 0 ? null : text;
    }

    private static TimeRange RangeOf(ActionUnitEpisode episode) => TimeRange.Of(episode.Onset, episode.Offset);

    private static double PresenceAt(ActionUnitTrack track, ActionUnitEpisode episode) =>
        SampleAt(track, episode).Presence[track.Units.IndexOf(episode.Unit)];

    private static ActionUnitSample SampleAt(ActionUnitTrack track, ActionUnitEpisode episode) =>
        track.Samples.MinBy(sample => Math.Abs(sample.Timestamp - episode.Apex))!;

    /// <summary>The frame of the apex, unsmoothed.</summary>
    private static double? AgainstPopulationAt(ActionUnitTrack track, ActionUnitEpisode episode) =>
        SampleAt(track, episode).AgainstPopulation is { } read ? Math.Round(read[track.Units.IndexOf(episode.Unit)], 2) : null;

    private static double? MeanAgainstPopulation(ActionUnitTrack track, int unit)
    {
        var index = track.Units.IndexOf(unit);
        return track.Baseline == NeutralBaseline.Own ? Math.Round(track.Samples.Average(s => (double)s.AgainstPopulation![index]), 2) : null;
    }

    /// <summary>Median intensity outside the unit's activations; 0 where there is no such frame.</summary>
    private static double Resting(ActionUnitTrack track, int unit)
    {
        var index = track.Units.IndexOf(unit);
        var episodes = track.Episodes.Where(e => e.Unit == unit).Select(RangeOf).ToList();
        var calm = track.Samples.Where(s => !episodes.Any(e => e.Contains(s.Timestamp))).Select(s => s.Intensity[index]).Order().ToList();
        return calm.Count == 0 ? 0 : calm[calm.Count / 2];
    }
}
