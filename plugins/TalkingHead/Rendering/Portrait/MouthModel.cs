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
            Fit(MouthParts.UpperGums(), middle, wide), Fit(MouthParts.UpperTeeth(), middle, wide),
            Fit(MouthParts.LowerGums(), middle, wide), Fit(MouthParts.LowerTeeth(), middle, wide), Fit(MouthParts.Tongue(), middle, wide),
        ];
        Tooth = model.Light.Lit(0xEFE8DA) * 0.85f;
        Gum = model.Light.Lit(0xC2686A) * 0.8f;
        Hollow = model.Light.Lit(0x3A1512) * 0.35f;
        Own = new OwnMouth(model);
        if (Own.HasTeeth)
            Tooth = Own.ToothColor;
    }

    /// <summary>Teeth, gums and tongue in the face's frame.</summary>
    public IReadOnlyList<AvatarPart> Parts { get; }

    /// <summary>Teeth in full light.</summary>
    public Vector128<float> Tooth { get; }

    /// <summary>Gums and tongue in full light.</summary>
    public Vector128<float> Gum { get; }

    /// <summary>The dark behind.</summary>
    public Vector128<float> Hollow { get; }

    /// <summary>What the picture itself shows between its lips.</summary>
    public OwnMouth Own { get; }

    private static AvatarPart Fit(AvatarPart part, Vector3 middle, float wide)
    {
        var points = new Vector128<float>[part.Points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var p = part.Points[i].AsVector3();
            points[i] = new Vector3(middle.X + (p.X * wide), middle.Y + p.Y - MouthParts.LipLine, middle.Z + p.Z - DentalArch.Z).AsVector128();
        }

        return part with { Points = points };
    }
}
