namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Joins what a face expresses, says and does by itself into one pose, unit by unit. While it talks, speech has the first claim on the
/// mouth: each expressed unit of the lower face keeps the share named in <see cref="Kept"/>. Units of both are added so that they
/// never pass 5, a rounded mouth takes width from a smile and a smile from rounding, and a contact of the lips (p, b, m) undoes
/// whatever parts them.
/// </summary>
internal static class FaceMerge
{
    private const double Most = AffectAgent.ActionUnits.MaxIntensity;

    // What remains of an expressed unit while somebody talks; 1 where not named. Wide smiles and lowered corners stay to be seen, tight
    // and open lips give way.
    private static readonly Dictionary<int, double> Kept = new()
    {
        [10] = 0.6, [12] = 0.8, [14] = 0.85, [15] = 0.75, [16] = 0.3, [17] = 0.45, [18] = 0.3, [20] = 0.55, [22] = 0.3, [23] = 0.35, [24] = 0.1,
        [25] = 0.3, [26] = 0.25, [27] = 0.15, [28] = 0,
    };

    // AU28 with which the lower lip lies at the teeth.
    private const double Tucking = 3;

    private static readonly double[] Share = [.. FaceUnits.All.Select(unit => Kept.GetValueOrDefault(unit, 1))];

    private static readonly int Inner = FaceUnits.IndexOf(1), Outer = FaceUnits.IndexOf(2), Frown = FaceUnits.IndexOf(4), Wide = FaceUnits.IndexOf(5);
    private static readonly int Raise = FaceUnits.IndexOf(10), Smile = FaceUnits.IndexOf(12), Lower = FaceUnits.IndexOf(16), Chin = FaceUnits.IndexOf(17);
    private static readonly int Pucker = FaceUnits.IndexOf(18), Spread = FaceUnits.IndexOf(20), Funnel = FaceUnits.IndexOf(22), Tight = FaceUnits.IndexOf(23);
    private static readonly int Press = FaceUnits.IndexOf(24), Part = FaceUnits.IndexOf(25), Jaw = FaceUnits.IndexOf(26), Stretch = FaceUnits.IndexOf(27);
    private static readonly int Tuck = FaceUnits.IndexOf(28), Blink = FaceUnits.IndexOf(45);

    /// <summary>Writes one side of a pose.</summary>
    /// <param name="expressed">What the plan wants, by <see cref="FaceUnits.All"/>; changed.</param>
    /// <param name="mouth">What speech wants.</param>
    /// <param name="brows">Brows raised at an accent, intensity.</param>
    /// <param name="blink">0 open to 1 shut.</param>
    /// <param name="side">The pose's side; overwritten.</param>
    public static void Write(double[] expressed, SpeechMouth mouth, double brows, double blink, float[] side)
    {
        for (var i = 0; i < expressed.Length; i++)
            expressed[i] *= 1 - (mouth.Talking * (1 - Share[i]));
        Speak(expressed, mouth);
        Close(expressed, mouth.Closed);
        TuckLip(expressed, mouth.Tucked);
        brows *= 1 - (expressed[Frown] / Most);
        Add(expressed, Inner, brows);
        Add(expressed, Outer, brows);
        expressed[Wide] *= 1 - blink;
        Add(expressed, Blink, blink * Most);
        for (var i = 0; i < expressed.Length; i++)
            side[i] = (float)expressed[i];
    }

    private static void Speak(double[] face, SpeechMouth mouth)
    {
        var parts = mouth.Parts;
        double smile = face[Smile] / Most, round = (parts[(int)MouthPart.Pucker] + parts[(int)MouthPart.Funnel]) / (2 * Most);
        face[Smile] *= 1 - (0.4 * round);
        face[Tight] *= 1 - (0.5 * parts[(int)MouthPart.Part] / Most);
        Add(face, Jaw, parts[(int)MouthPart.Jaw]);
        Add(face, Part, parts[(int)MouthPart.Part]);
        Add(face, Lower, parts[(int)MouthPart.LowerLip]);
        Add(face, Raise, parts[(int)MouthPart.UpperLip]);
        Add(face, Chin, parts[(int)MouthPart.Chin]);
        Add(face, Spread, parts[(int)MouthPart.Spread] * (1 - (0.7 * smile)));
        Add(face, Pucker, parts[(int)MouthPart.Pucker] * (1 - (0.3 * smile)));
        Add(face, Funnel, parts[(int)MouthPart.Funnel] * (1 - (0.3 * smile)));
        Add(face, Press, parts[(int)MouthPart.Press]);
        Add(face, Tuck, parts[(int)MouthPart.Tuck]);
    }

    // Lips that touch: nothing parts them, the jaw waits nearly closed, and the lips press the more
    // the further a smile, the jaw or a rounded mouth draws them apart.
    private static void Close(double[] face, double closed)
    {
        if (closed <= 0)
            return;
        var (open, pressing) = (1 - closed, Pressing(face));
        face[Part] *= open;
        face[Lower] *= open;
        face[Raise] *= 1 - (0.95 * closed);
        face[Stretch] *= open;
        face[Jaw] *= 1 - (0.97 * closed);
        face[Funnel] *= 1 - (0.95 * closed);
        face[Press] += closed * Math.Max(0, pressing - face[Press]);
    }

    private static double Pressing(double[] face) =>
        Math.Min(Most, 1 + (0.15 * face[Smile]) + (0.2 * face[Jaw]) + (0.2 * face[Spread]) + (0.1 * face[Funnel]));

    // The lower lip at the upper teeth: the jaw comes up, the lower lip goes in, the upper one makes room.
    private static void TuckLip(double[] face, double tucked)
    {
        if (tucked <= 0)
            return;
        face[Lower] *= 1 - tucked;
        face[Stretch] *= 1 - tucked;
        face[Jaw] *= 1 - (0.6 * tucked);
        face[Funnel] *= 1 - (0.6 * tucked);
        face[Press] *= 1 - tucked;
        face[Tuck] += tucked * Math.Max(0, Tucking - face[Tuck]);
    }

    private static void Add(double[] face, int unit, double more) => face[unit] = Most * Curves.Both(face[unit] / Most, Math.Clamp(more / Most, 0, 1));
}
