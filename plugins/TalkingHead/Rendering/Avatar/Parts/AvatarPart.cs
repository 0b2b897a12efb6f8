using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What a part of the avatar hangs on.</summary>
internal enum PartHold
{
    /// <summary>Turns with the head.</summary>
    Head,
    /// <summary>Turns with the lower jaw, and the head.</summary>
    Jaw,
    /// <summary>Stays with the shoulders.</summary>
    Body,
    /// <summary>Between head and shoulders: the fourth number of each point says how much it turns with the head.</summary>
    Neck,
}

/// <summary>How a part is coloured.</summary>
internal enum PartPaint
{
    /// <summary>The skin's picture.</summary>
    Skin,
    /// <summary>The look's skin colour without a picture: neck, ears.</summary>
    PlainSkin,
    /// <summary>Eyeballs.</summary>
    Eye,
    /// <summary>Hair.</summary>
    Hair,
    /// <summary>Lashes.</summary>
    Lash,
    /// <summary>Teeth.</summary>
    Tooth,
    /// <summary>Gums and tongue.</summary>
    Gum,
    /// <summary>The garment.</summary>
    Cloth,
}

/// <summary>A part of the avatar at rest. Immutable once built.</summary>
/// <param name="Name">For exports: lower case, words joined by hyphens.</param>
/// <param name="Paint">Its colouring.</param>
/// <param name="Hold">What it hangs on.</param>
/// <param name="Facing">Which of its triangles are seen.</param>
/// <param name="Triangles">Three places a triangle, clockwise on the screen where they face the viewer.</param>
/// <param name="Points">Points in the head at rest.</param>
/// <param name="Normals">Unit normals outwards; the fourth number is the openness to light, 0 to 1.</param>
/// <param name="Extra">Four numbers a point that the part's shader reads.</param>
internal sealed record AvatarPart(
    string Name, PartPaint Paint, PartHold Hold, Facing Facing, int[] Triangles, Vector128<float>[] Points, Vector128<float>[] Normals, Vector128<float>[] Extra)
{
    /// <summary>True for what only an open mouth shows.</summary>
    public bool InMouth => Paint is PartPaint.Tooth or PartPaint.Gum;
}
