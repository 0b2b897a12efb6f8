using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The inside of a portrait's mouth: the avatar's teeth, gums and tongue, fitted to this face and its light, and the picture's own
/// teeth where it shows them.
/// </summary>
internal sealed class MouthModel
{
    private const float TeethBehindLips = 0.06f;
    private const float UpperShare = 0.3f;

    // How much lower than the avatar's: lips that part show some of the upper teeth at once.
    private const float UpperDrop = 0.02f;
    private const float LowerDrop = 0.032f;

    // A photographed lip rises higher over the teeth than the avatar's: longer crowns keep the gums covered.
    private const float Crowns = 1.45f;

    /// <summary>Fits the parts.</summary>
    public MouthModel(PortraitModel model)
    {
        var rest = model.Mesh.Rest;
        Vector3 left = rest[308], right = rest[78], up = rest[MeshPoints.UpperLipInner];
        var usual = model.Cage.Rest[308].X - model.Cage.Rest[78].X;
        var wide = Math.Clamp((left.X - right.X) / usual, 0.85f, 1.1f);
        var gap = model.Motion.OwnGap;
        var middle = new Vector3((left.X + right.X + (2 * up.X)) / 4, up.Y + (UpperShare * MathF.Min(gap, 0.06f)), up.Z + TeethBehindLips);
        Parts =
        [
            Fit(MouthParts.UpperGums(), middle, wide, UpperDrop), Fit(MouthParts.UpperTeeth(), middle, wide, UpperDrop),
            Fit(MouthParts.LowerGums(), middle, wide, LowerDrop), Fit(MouthParts.LowerTeeth(), middle, wide, LowerDrop),
            Fit(MouthParts.Tongue(), middle, wide, LowerDrop),
        ];
        Gum = model.Light.Lit(0xC2686A) * 0.8f;
        Hollow = model.Light.Lit(0x3A1512) * 0.35f;
        Own = new OwnMouth(model);
        Tooth = Own.ToothColor ?? OwnMouth.Teeth(model.Light, Photo.Luminance(model.Light.White) * 0.7f);

        // Between long crowns gums would show as red gaps.
        Gap = Gum + ((Tooth - Gum) * 0.6f);
    }

    /// <summary>Teeth, gums and tongue in the face's frame.</summary>
    public IReadOnlyList<AvatarPart> Parts { get; }

    /// <summary>Teeth in full light.</summary>
    public Vector128<float> Tooth { get; }

    /// <summary>Gums, as they show between teeth.</summary>
    public Vector128<float> Gap { get; }

    /// <summary>The tongue in full light.</summary>
    public Vector128<float> Gum { get; }

    /// <summary>The dark behind.</summary>
    public Vector128<float> Hollow { get; }

    /// <summary>What the picture itself shows between its lips.</summary>
    public OwnMouth Own { get; }

    private static AvatarPart Fit(AvatarPart part, Vector3 middle, float wide, float drop)
    {
        Vector128<float>[] points = new Vector128<float>[part.Points.Length], normals = new Vector128<float>[part.Points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var p = part.Points[i].AsVector3();
            if (part.Name != "tongue")
                p.Y = MouthParts.LipLine + ((p.Y - MouthParts.LipLine) * Crowns);
            normals[i] = part.Normals[i].WithElement(3, MathF.Sqrt(MathF.Max(0, part.Normals[i][3])));
            points[i] = new Vector3(middle.X + (p.X * wide), middle.Y + p.Y - MouthParts.LipLine + drop, middle.Z + p.Z - DentalArch.Z).AsVector128();
        }

        return part with { Points = points, Normals = normals };
    }
}
