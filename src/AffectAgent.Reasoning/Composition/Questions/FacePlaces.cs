namespace AffectAgent.Reasoning;

/// <summary>Who is meant by "on the left": the places of the faces in the picture, as the viewer sees it, looked up only when a question asks.</summary>
/// <param name="context">Holds the faces, and the ledger, which takes the place that a question goes by.</param>
internal sealed class FacePlaces(AnalysisContext context)
{
    private readonly Lazy<IReadOnlyList<(int Person, double X, double Y)>> _places = new(() => Read(context));

    /// <summary>The face furthest to a side, or nearest the middle, with its place on record; null where fewer than two faces have places.</summary>
    /// <param name="side">"left", "right", "top", "bottom", two of them, or "middle".</param>
    public Evidence? At(string side)
    {
        var places = _places.Value;
        if (places.Count < 2)
            return null;
        var (person, x, y) = side == "middle" ? places.MinBy(place => Math.Abs(place.X - 0.5)) : places.MaxBy(place => side.Split(' ').Sum(word => word switch
        {
            "left" => -place.X,
            "right" => place.X,
            "top" => -place.Y,
            _ => place.Y,
        }));
        return context.Ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.FacePlace && e.Person == person && e.Label == side) ?? context.Ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.FacePlace,
            Modality = Modality.Face,
            Person = person,
            Label = side,
            Value = Math.Round(side is "top" or "bottom" ? y : x, 3),
            Unit = side is "top" or "bottom" ? "share of the height, 0-1" : "share of the width, 0-1",
            DerivedFrom = [.. context.Ledger.All.Where(e => e.Kind == EvidenceKinds.FaceTrack && e.Person == person).Select(e => e.Id)],
            Source = new EvidenceSource(GroundedComposer.SourceName),
        });
    }

    private static IReadOnlyList<(int Person, double X, double Y)> Read(AnalysisContext context) => !context.TryGet<IFaceArchive>(out var faces) ? [] :
        [.. faces.ReadAll().GroupBy(face => face.Person).Select(group => (group.Key, Share(group.Average(face => face.Box.Center.X), faces.PictureWidth), Share(group.Average(face => face.Box.Center.Y), faces.PictureHeight)))];

    private static double Share(double at, double size) => Math.Clamp(at / size, 0, 1);
}
