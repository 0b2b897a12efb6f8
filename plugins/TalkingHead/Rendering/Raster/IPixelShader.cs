using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Colours one pixel of a triangle. A struct, so that the rasteriser's loop is compiled for it.</summary>
internal interface IPixelShader
{
    /// <summary>
    /// True where a surface is so smooth that a pixel which several of its triangles share needs one shading only.
    /// </summary>
    static virtual bool Smooth => false;

    /// <summary>The colour where a triangle covers a pixel.</summary>
    /// <param name="a">The vertices' <see cref="ScreenVertex.A"/>, blended with correct perspective.</param>
    /// <param name="b">The vertices' <see cref="ScreenVertex.B"/>, likewise.</param>
    /// <returns>Linear red, green, blue (0 to 1) and opacity (1 is solid; 0 leaves the pixel alone).</returns>
    Vector128<float> Shade(Vector128<float> a, Vector128<float> b);
}

/// <summary>A vertex on the screen.</summary>
/// <param name="X">Pixels from the left edge; pixel 0's centre is at 0.5.</param>
/// <param name="Y">Pixels from the top.</param>
/// <param name="Nearness">1 / distance from the camera; 0 or less is behind it.</param>
/// <param name="A">Four numbers for the shader.</param>
/// <param name="B">Four more.</param>
internal readonly record struct ScreenVertex(float X, float Y, float Nearness, Vector128<float> A, Vector128<float> B);
