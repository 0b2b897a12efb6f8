namespace AffectAgent.Plugins.Physiology;

/// <summary>Gathers the signs of all persons that need Action Units and the motion of the face.</summary>
internal sealed class SignGatherer(BriefMovementFinder finder, EvidenceLedger ledger)
{
    private readonly List<BriefMovement> _brief = [];
    private readonly List<Smile> _smiles = [];
    private readonly List<PainScore> _pain = [];
    private readonly List<SideDifference> _sides = [];
    private readonly List<Evidence> _added = [];

    /// <summary>What was found so far.</summary>
    public FaceSigns Signs => new() { BriefMovements = _brief, Smiles = _smiles, PainScores = _pain, SideDifferences = _sides };

    /// <summary>The evidence written.</summary>
    public IReadOnlyList<Evidence> Added => _added;

    /// <summary>Adds a person.</summary>
    public void Add(ActionUnitTrack track, FaceMotion? motion, bool still)
    {
        if (track.Samples.Count == 0)
            return;
        if (!still)
            Brief(track.Person, motion);
        List<Smile> smiles = still ? [.. new[] { SmileReader.OfStill(track) }.OfType<Smile>()] : [.. SmileReader.Read(track, motion)];
        _smiles.AddRange(smiles);
        _added.AddRange(SignEvidence.Of(smiles, still, ledger));
        var pain = PainReader.Read(track, still);
        if (pain is not null)
            _pain.Add(pain);
        _added.AddRange(SignEvidence.Of(pain, track.Person, still, ledger));
        Sides(track.Person, motion);
    }

    private void Brief(int person, FaceMotion? motion)
    {
        if ((motion is null ? "no face could be read" : finder.Unfit(motion)) is { } unfit)
        {
            ledger.Add(new Unscored("brief movements", $"Not searched: {unfit}.", PhysiologyPlugin.SignTool, person));
            return;
        }

        var found = finder.Find(motion!);
        _brief.AddRange(found);
        _added.AddRange(SignEvidence.Of(found, ledger));
    }

    private void Sides(int person, FaceMotion? motion)
    {
        if ((motion is null ? "no face could be read" : SideReader.Unfit(motion)) is { } unfit)
        {
            ledger.Add(new Unscored("asymmetry", $"The sides were not compared: {unfit}.", PhysiologyPlugin.SignTool, person));
            return;
        }

        var beyond = SideReader.Read(motion!).Where(side => Math.Abs(side.Difference) > side.Floor).ToList();
        _sides.AddRange(beyond);
        _added.AddRange(SignEvidence.Of(beyond, ledger));
    }
}
