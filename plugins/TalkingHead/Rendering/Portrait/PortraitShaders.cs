using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The picture itself. B: place in it.</summary>
internal readonly struct PhotoShader(Photo photo) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b) => photo.At(b[0], b[1]);
}

/// <summary>The face's skin with the folds that units make. A: place in the folds' layer, share of the folds shown; B: place in the picture.</summary>
/// <param name="photo">The picture.</param>
/// <param name="folds">The folds' layer.</param>
/// <param name="side">Its side.</param>
/// <param name="strength">How much of the folds is shown.</param>
/// <param name="tint">Which light folds lose most: skin's depths are redder than its surface.</param>
/// <param name="other">A picture laid over.</param>
/// <param name="share">How much of it, 0 to 1.</param>
internal readonly struct FoldedShader(Photo photo, Vector128<float>[] folds, int side, float strength, Vector128<float> tint, Photo? other = null, float share = 0) : IPixelShader
{
    // How much a slope towards the light (from above) brightens.
    private const float Relief = 0.15f;

    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var color = photo.At(b[0], b[1]);
        if (share > 0)
            color += (other!.At(b[0], b[1]) - color) * share;
        var fold = Fold(a[0] - 0.5f, a[1] - 0.5f);
        var bend = Math.Clamp(fold[1], -0.5f, 0.5f) * -Relief;
        var shown = strength * a[2];
        var light = Vector128.Create(1f) + Vector128.Create(shown * bend) - (tint * (shown * fold[2]));
        return (color * Vector128.Max(light, Vector128.Create(0.4f))).WithElement(3, 1);
    }

    private Vector128<float> Fold(float x, float y)
    {
        int left = Math.Clamp((int)x, 0, side - 2), top = Math.Clamp((int)y, 0, side - 2);
        float fx = Math.Clamp(x - left, 0, 1), fy = Math.Clamp(y - top, 0, 1);
        var i = (top * side) + left;
        var upper = folds[i] + ((folds[i + 1] - folds[i]) * fx);
        var lower = folds[i + side] + ((folds[i + side + 1] - folds[i + side]) * fx);
        return upper + ((lower - upper) * fy);
    }
}

/// <summary>One colour whose opacity is A's first number.</summary>
internal readonly struct InkShader(Vector128<float> color) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b) => color.WithElement(3, a[0]);
}
