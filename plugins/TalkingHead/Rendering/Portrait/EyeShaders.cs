using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A portrait's eyeball. B: place in the picture.</summary>
/// <param name="photo">The picture.</param>
/// <param name="layers">The eye taken apart.</param>
/// <param name="gaze">How far the iris has gone, pixels.</param>
/// <param name="moved">0 while nothing of the eye has moved (the picture itself is shown) to 1.</param>
internal readonly struct EyeballShader(Photo photo, EyeLayers layers, Vector2 gaze, float moved) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        float x = b[0] - layers.Corner.X, y = b[1] - layers.Corner.Y;
        var white = layers.White.At(x, y);
        var iris = layers.Iris.At(x - gaze.X, y - gaze.Y);
        var color = white + ((iris - white) * iris[3]);
        if (moved < 1)
            color += (photo.At(b[0], b[1]) - color) * (1 - moved);
        return color.WithElement(3, 1);
    }
}
