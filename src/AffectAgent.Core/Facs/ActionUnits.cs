namespace AffectAgent;

/// <summary>The Action Units that AffectAgent knows, and the standard sets of them.</summary>
public static class ActionUnits
{
    /// <summary>The highest intensity, level E of FACS.</summary>
    public const double MaxIntensity = 5;

    /// <summary>All units known here, by number.</summary>
    public static IReadOnlyList<ActionUnit> All { get; } =
    [
        new(1, "Inner brow raiser", "Frontalis, pars medialis", FaceRegion.Brow),
        new(2, "Outer brow raiser", "Frontalis, pars lateralis", FaceRegion.Brow),
        new(4, "Brow lowerer", "Depressor glabellae, depressor supercilii, corrugator supercilii", FaceRegion.Brow),
        new(5, "Upper lid raiser", "Levator palpebrae superioris", FaceRegion.Eye),
        new(6, "Cheek raiser", "Orbicularis oculi, pars orbitalis", FaceRegion.Cheek),
        new(7, "Lid tightener", "Orbicularis oculi, pars palpebralis", FaceRegion.Eye),
        new(9, "Nose wrinkler", "Levator labii superioris alaeque nasi", FaceRegion.Nose),
        new(10, "Upper lip raiser", "Levator labii superioris", FaceRegion.Mouth),
        new(12, "Lip corner puller", "Zygomaticus major", FaceRegion.Mouth),
        new(14, "Dimpler", "Buccinator", FaceRegion.Mouth),
        new(15, "Lip corner depressor", "Depressor anguli oris", FaceRegion.Mouth),
        new(17, "Chin raiser", "Mentalis", FaceRegion.Jaw),
        new(20, "Lip stretcher", "Risorius, platysma", FaceRegion.Mouth),
        new(23, "Lip tightener", "Orbicularis oris", FaceRegion.Mouth),
        new(24, "Lip pressor", "Orbicularis oris", FaceRegion.Mouth),
        new(25, "Lips part", "Depressor labii inferioris, or relaxation of mentalis or orbicularis oris", FaceRegion.Mouth),
        new(26, "Jaw drop", "Masseter, temporalis and medial pterygoid relaxed", FaceRegion.Jaw),
        new(27, "Mouth stretch", "Pterygoids, digastric", FaceRegion.Jaw),
        new(28, "Lip suck", "Orbicularis oris", FaceRegion.Mouth),
        new(43, "Eyes closed", "Levator palpebrae superioris relaxed", FaceRegion.Eye),
        new(45, "Blink", "Levator palpebrae superioris relaxed; orbicularis oculi, pars palpebralis", FaceRegion.Eye),
    ];

    /// <summary>The 17 units of OpenFace's intensity columns (<c>AUnn_r</c>), in OpenFace's order.</summary>
    public static IReadOnlyList<int> OpenFaceIntensity { get; } =
        [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45];

    /// <summary>The 18 units of OpenFace's presence columns (<c>AUnn_c</c>), in OpenFace's order.</summary>
    public static IReadOnlyList<int> OpenFacePresence { get; } =
        [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 28, 45];

    private static readonly Dictionary<int, ActionUnit> ByNumber = All.ToDictionary(unit => unit.Number);

    /// <summary>The unit of that number, or null.</summary>
    public static ActionUnit? Find(int number) => ByNumber.GetValueOrDefault(number);

    /// <summary>The unit of that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such unit is known here.</exception>
    public static ActionUnit Get(int number) =>
        Find(number) ?? throw new ArgumentOutOfRangeException(nameof(number), number, "Not an Action Unit that AffectAgent knows.");
}
