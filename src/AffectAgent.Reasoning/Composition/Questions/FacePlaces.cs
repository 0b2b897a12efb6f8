namespace AffectAgent.Reasoning;

/// <summary>Who is meant by "on the left": the places of the faces in the picture, as the viewer sees it, looked up only when a question asks.</summary>
/// <param name="context">Holds the faces, and the ledger, which takes the place that a question goes by.</param>
internal sealed class FacePlaces(AnalysisContext context)
{
    private readonly Lazy<IReadOnlyList<(int Person, double X)>> _places = new(() => Read(context));

    /// <summary>The face furthest to a side, or nearest the middle, with its place on record; null where fewer than two faces have places.</summary>
    /// <param name="side">"left", "right" or "middle".</param>
    public Evidence? At(string side)
    {
        var places = _places.Value;
        if (places.Count < 2)
            return null;
        var (person, x) = side switch
        {
            "left" => places[0],
            "right" => places[^1],
            _ => places.MinBy(place => Math.Abs(place.X - 0.5)),
        };
        return context.Ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.FacePlace && e.Person == person && e.Label == side) ?? context.Ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.FacePlace,
            Modality = Modality.Face,
            Person = person,
            Label = side,
            Value = Math.Round(x, 3),
            Unit = "share of the width, 0-1",
            DerivedFrom = [.. context.Ledger.All.Where(e => e.Kind == EvidenceKinds.FaceTrack && e.Person == person).Select(e => e.Id)],
            Source = new EvidenceSource(GroundedComposer.SourceName),
        });
    }

    private static IReadOnlyList<(int Person, double X)> Read(AnalysisContext context) => !context.TryGet<IFaceArchive>(out var faces) ? [] :
        [.. faces.ReadAll().GroupBy(face => face.Person).Select(group => (group.Key, Math.Clamp(group.Average(face => face.Box.Center.X) / faces.PictureWidth, 0, 1))).OrderBy(place => place.Item2)];
}
