namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What the mouth's parts do; places in the arrays of <see cref="VisemeShape"/> and <see cref="Coarticulation"/>.</summary>
internal enum MouthPart
{
    /// <summary>AU26.</summary>
    Jaw,
    /// <summary>AU25.</summary>
    Part,
    /// <summary>AU16.</summary>
    LowerLip,
    /// <summary>AU10.</summary>
    UpperLip,
    /// <summary>AU17.</summary>
    Chin,
    /// <summary>AU20.</summary>
    Spread,
    /// <summary>AU18.</summary>
    Pucker,
    /// <summary>AU22.</summary>
    Funnel,
    /// <summary>AU24.</summary>
    Press,
    /// <summary>AU28 of the lower lip.</summary>
    Tuck,
    /// <summary>The tongue's tip to the ridge, 0 to 1.</summary>
    TongueUp,
    /// <summary>The tongue's tip between the teeth, 0 to 1.</summary>
    TongueOut,
}

/// <summary>Parts of the mouth that a sound claims together, each with a reach of its own in time.</summary>
internal enum Articulator
{
    /// <summary>The jaw: heavy and slow.</summary>
    Jaw,
    /// <summary>How far the lips are parted.</summary>
    Lips,
    /// <summary>Rounded or spread: begins well before the sound.</summary>
    Rounding,
    /// <summary>The tongue's tip: the quickest.</summary>
    Tongue,
}

/// <summary>
/// A viseme as Action Units: how far each part goes in a clear, sustained sound, and how much the sound insists on it against its
/// neighbours (the dominance of Cohen and Massaro, 1993). Units after the FACS manual and the phonetics of each class: jaw and lips
/// as Edwards et al. (2016) part them, rounding for u, o, sh and r, the lower lip at the teeth for f.
/// </summary>
/// <param name="Viseme">Which.</param>
/// <param name="Targets">By <see cref="MouthPart"/>: units 0 to 5, the tongue 0 to 1.</param>
/// <param name="Dominance">By <see cref="Articulator"/>: 0 takes what the neighbours give, 1 insists.</param>
internal sealed record VisemeShape(Viseme Viseme, double[] Targets, double[] Dominance)
{
    /// <summary>How many parts there are.</summary>
    public const int Parts = 12;

    //                                         Jaw   Part  Low   Up    Chin  Sprd  Puck  Funl  Press Tuck  TUp   TOut      jaw   lips  round tongue
    private static readonly VisemeShape[] All =
    [
        new(Viseme.Sil, [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00], [0.45, 0.50, 0.30, 0.40]),
        new(Viseme.PP, [0.25, 0.00, 0.00, 0.00, 0.40, 0.00, 0.00, 0.00, 1.60, 0.00, 0.00, 0.00], [0.50, 1.00, 0.06, 0.10]),
        new(Viseme.FF, [0.35, 0.90, 0.00, 0.90, 0.50, 0.30, 0.00, 0.00, 0.00, 3.00, 0.00, 0.00], [0.70, 1.00, 0.15, 0.10]),
        new(Viseme.TH, [0.90, 1.40, 0.40, 0.30, 0.00, 0.40, 0.00, 0.00, 0.00, 0.00, 0.55, 1.00], [0.60, 0.60, 0.20, 1.00]),
        new(Viseme.DD, [0.80, 1.10, 0.30, 0.20, 0.00, 0.50, 0.00, 0.00, 0.00, 0.00, 1.00, 0.05], [0.45, 0.45, 0.15, 1.00]),
        new(Viseme.Kk, [1.10, 1.20, 0.10, 0.20, 0.00, 0.40, 0.00, 0.00, 0.00, 0.00, 0.10, 0.00], [0.35, 0.40, 0.12, 0.40]),
        new(Viseme.CH, [0.50, 0.90, 0.30, 0.40, 0.00, 0.00, 0.80, 2.80, 0.00, 0.00, 0.70, 0.00], [0.80, 0.70, 0.90, 0.80]),
        new(Viseme.SS, [0.35, 1.40, 0.70, 0.40, 0.00, 1.20, 0.00, 0.00, 0.00, 0.00, 0.80, 0.00], [0.90, 0.70, 0.35, 0.80]),
        new(Viseme.Nn, [0.80, 1.10, 0.20, 0.20, 0.00, 0.40, 0.00, 0.00, 0.00, 0.00, 1.00, 0.00], [0.40, 0.45, 0.12, 1.00]),
        new(Viseme.RR, [0.80, 0.90, 0.10, 0.20, 0.00, 0.00, 1.20, 1.60, 0.00, 0.00, 0.45, 0.00], [0.45, 0.50, 0.65, 0.60]),
        new(Viseme.Aa, [2.90, 1.20, 0.00, 0.10, 0.00, 0.30, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00], [1.00, 0.90, 0.45, 0.30]),
        new(Viseme.E, [1.90, 1.30, 0.20, 0.30, 0.00, 1.20, 0.00, 0.00, 0.00, 0.00, 0.05, 0.00], [0.90, 0.85, 0.60, 0.30]),
        new(Viseme.I, [0.90, 1.50, 0.50, 0.40, 0.00, 2.20, 0.00, 0.00, 0.00, 0.00, 0.10, 0.00], [0.85, 0.80, 0.75, 0.30]),
        new(Viseme.O, [2.00, 0.70, 0.00, 0.00, 0.00, 0.00, 1.70, 1.80, 0.00, 0.00, 0.00, 0.00], [0.95, 0.80, 1.00, 0.30]),
        new(Viseme.U, [0.80, 0.50, 0.00, 0.00, 0.00, 0.00, 3.30, 1.60, 0.00, 0.00, 0.00, 0.00], [0.85, 0.75, 1.00, 0.30]),
    ];

    private static readonly Articulator[] Claims =
    [
        Articulator.Jaw, Articulator.Lips, Articulator.Lips, Articulator.Lips, Articulator.Lips, Articulator.Rounding,
        Articulator.Rounding, Articulator.Rounding, Articulator.Lips, Articulator.Lips, Articulator.Tongue, Articulator.Tongue,
    ];

    /// <summary>The shape of a viseme.</summary>
    public static VisemeShape Of(Viseme viseme) => All[(int)viseme];

    /// <summary>Which articulator moves a part.</summary>
    public static Articulator Mover(int part) => Claims[part];
}
