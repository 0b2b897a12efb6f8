namespace AffectAgent.Cli;

/// <summary>A frame worth showing.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Caption">What happens in it, one sentence.</param>
internal sealed record KeyFramePick(FrameStamp Frame, string Caption);

/// <summary>
/// Chooses the frames that a report shows: for each person explained the clearest moment of the reading and the apexes of
/// the strongest Action Unit activations told, at least half a second apart.
/// </summary>
internal static class KeyFrameChooser
{
    private const int MostFrames = 8;
    private const int MostPerPerson = 4;
    private const double LeastDistance = 0.5;

    /// <summary>The frames in order of time; for a still, its one frame.</summary>
    public static IReadOnlyList<KeyFramePick> Choose(
        IFaceArchive faces, AnalysisResult result, IReadOnlyList<ExpressionTrack> expressions)
    {
        if (faces.Frames.Count == 0)
            return [];
        if (faces.IsStill)
            return [new KeyFramePick(faces.Frames[0], faces.Persons.Count == 1 ? "The picture." : $"The picture, {faces.Persons.Count} faces.")];
        var persons = result.Explanations.Select(e => e.Person).OfType<int>().ToList();
        var share = Math.Clamp(MostFrames / Math.Max(1, persons.Count), 1, MostPerPerson);
        var picks = persons.SelectMany(person => OfPerson(person, result, expressions)
            .Aggregate(new List<Candidate>(), (kept, next) => Spread(kept, next, share)));
        return
        [
            .. picks.Select(c => new KeyFramePick(Nearest(faces.Frames, c.Time), c.Caption))
                .DistinctBy(p => p.Frame.Index).Take(MostFrames).OrderBy(p => p.Frame.Timestamp),
        ];
    }

    private static IEnumerable<Candidate> OfPerson(
        int person, AnalysisResult result, IReadOnlyList<ExpressionTrack> expressions)
    {
        var top = result.Explanations.FirstOrDefault(e => e.Person == person)?.Distribution?.Top;
        if (top is { } emotion && expressions.FirstOrDefault(t => t.Person == person)?.Samples.MaxBy(s => s.Distribution[emotion]) is { } clearest)
            yield return new Candidate(clearest.Timestamp, $"{Time(clearest.Timestamp)}: person {person}, where the face reads most as {emotion.Name()}.");
        var told = result.Evidence.Where(e => e.Kind == EvidenceKinds.ActionUnitEpisode && e.Person == person && e is { Apex: not null, ActionUnit: not (null or 45) });
        foreach (var episode in told.OrderByDescending(e => e.Value))
        {
            var name = ActionUnits.Find(episode.ActionUnit!.Value)?.Name.ToLowerInvariant();
            yield return new Candidate(episode.Apex!.Value, $"{Time(episode.Apex.Value)}: person {person}, apex of AU{episode.ActionUnit} ({name}).");
        }
    }

    private static List<Candidate> Spread(List<Candidate> kept, Candidate next, int most)
    {
        if (kept.Count < most && kept.TrueForAll(k => Math.Abs(k.Time - next.Time) >= LeastDistance))
            kept.Add(next);
        return kept;
    }

    private static FrameStamp Nearest(IReadOnlyList<FrameStamp> frames, double time) => frames.MinBy(f => Math.Abs(f.Timestamp - time));

    private static string Time(double seconds) => FormattableString.Invariant($"{seconds:0.00} s");

    private readonly record struct Candidate(double Time, string Caption);
}
