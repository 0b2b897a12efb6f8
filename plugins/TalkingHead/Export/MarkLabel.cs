using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Draws "AI-generated" into the lower left corner: white letters of strokes of our own on a dark plate, about 13 pixels high in a picture
/// of 512. Immutable and safe to share between threads.
/// </summary>
public sealed class MarkLabel
{
    private const float LetterShare = 0.027f;
    private const float SmallestLetters = 8;
    private const float Stroke = 0.078f;
    private const float Gap = 0.24f;
    private const float PlateDarkness = 0.5f;
    private const float Ink = 245;

    private readonly int _width;
    private readonly (int X, int Y, int Width, int Height) _plate;
    private readonly (float Keep, float Add)[] _mask;

    /// <summary>Prepares the label for pictures of a size.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    public MarkLabel(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 16);
        _width = width;
        var (strokes, letters) = Letters();
        var cap = MathF.Max(SmallestLetters, Math.Min(height * LetterShare, width * 0.9f / (letters + 1.2f)));
        int plateWidth = Math.Min(width, (int)MathF.Ceiling((letters + 1.2f) * cap)), plateHeight = Math.Min(height, (int)MathF.Ceiling(2.1f * cap));
        var margin = (int)MathF.Round(0.6f * cap);
        _plate = (Math.Min(margin, width - plateWidth), Math.Max(0, height - plateHeight - margin), plateWidth, plateHeight);
        _mask = new (float, float)[plateWidth * plateHeight];
        for (var i = 0; i < _mask.Length; i++)
        {
            var at = new Vector2((i % plateWidth) + 0.5f, (i / plateWidth) + 0.5f);
            var letter = ((at - new Vector2(0.6f * cap, 0.5f * cap)) / cap);
            var ink = Math.Clamp(0.5f + ((Stroke - Distance(letter, strokes)) * cap), 0, 1);
            var plate = PlateDarkness * Math.Clamp(0.5f - RoundedEdge(at, plateWidth, plateHeight, 0.45f * cap), 0, 1);
            _mask[i] = ((1 - plate) * (1 - ink), Ink * ink);
        }
    }

    /// <summary>Where the label lies, pixels: left, top, width, height.</summary>
    public (int X, int Y, int Width, int Height) Place => _plate;

    /// <summary>Draws it.</summary>
    /// <param name="rgb">The picture: three bytes a pixel, rows from the top.</param>
    public void Draw(Span<byte> rgb)
    {
        for (var y = 0; y < _plate.Height; y++)
        {
            for (var x = 0; x < _plate.Width; x++)
            {
                var (keep, add) = _mask[(y * _plate.Width) + x];
                var at = (((_plate.Y + y) * _width) + _plate.X + x) * 3;
                for (var c = at; c < at + 3; c++)
                    rgb[c] = (byte)((rgb[c] * keep) + add + 0.5f);
            }
        }
    }

    /// <summary>How much a picture looks as if it had the label: the correlation of its brightness with the label's letters, -1 to 1; 0 where nothing varies.</summary>
    /// <param name="rgb">The picture: three bytes a pixel, rows from the top.</param>
    public double Likeness(ReadOnlySpan<byte> rgb)
    {
        double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (var row = 0; row < _plate.Height; row++)
        {
            for (var column = 0; column < _plate.Width; column++)
            {
                var ink = (double)_mask[(row * _plate.Width) + column].Add;
                var at = (((_plate.Y + row) * _width) + _plate.X + column) * 3;
                var bright = rgb[at] + (double)rgb[at + 1] + rgb[at + 2];
                (n, x, y, xx, yy, xy) = (n + 1, x + ink, y + bright, xx + (ink * ink), yy + (bright * bright), xy + (ink * bright));
            }
        }

        var spread = ((n * xx) - (x * x)) * ((n * yy) - (y * y));
        return spread <= 0 ? 0 : ((n * xy) - (x * y)) / Math.Sqrt(spread);
    }

    // Below 0 within a rectangle with round corners, pixels.
    private static float RoundedEdge(Vector2 at, float width, float height, float radius)
    {
        var half = new Vector2(width, height) / 2;
        var q = Vector2.Abs(at - half) - half + new Vector2(radius);
        return Vector2.Max(q, Vector2.Zero).Length() + MathF.Min(MathF.Max(q.X, q.Y), 0) - radius;
    }

    private static float Distance(Vector2 at, List<(Vector2 From, Vector2 To)> strokes)
    {
        var nearest = float.MaxValue;
        foreach (var (from, to) in strokes)
        {
            var along = to - from;
            var t = Math.Clamp(Vector2.Dot(at - from, along) / MathF.Max(along.LengthSquared(), 1e-9f), 0, 1);
            nearest = MathF.Min(nearest, Vector2.DistanceSquared(at, from + (along * t)));
        }

        return MathF.Sqrt(nearest);
    }

    // All strokes, and how wide the words are; capitals are one unit high, y downwards from their top.
    private static (List<(Vector2 From, Vector2 To)> Strokes, float Width) Letters()
    {
        var strokes = new List<(Vector2, Vector2)>();
        var x = 0f;
        foreach (var letter in AiMark.Label)
        {
            var width = 0f;
            foreach (var line in Glyph(letter))
            {
                for (var i = 1; i < line.Length; i++)
                    strokes.Add((line[i - 1] + new Vector2(x, 0), line[i] + new Vector2(x, 0)));
                width = MathF.Max(width, line.Max(p => p.X));
            }

            x += width + Gap;
        }

        return (strokes, x - Gap);
    }

    private static Vector2[][] Glyph(char letter) => letter switch
    {
        'A' => [Line(0, 1, 0.34f, 0, 0.68f, 1), Line(0.12f, 0.66f, 0.56f, 0.66f)],
        'I' => [Line(0, 0, 0, 1)],
        '-' => [Line(0, 0.62f, 0.3f, 0.62f)],
        'g' => [Bowl(), [.. Line(0.5f, 0.32f, 0.5f, 1.06f), .. Arc(0.25f, 1.06f, 0.25f, 0.22f, 0, 150)]],
        'e' => [[.. Line(0, 0.65f, 0.5f, 0.65f), .. Arc(0.25f, 0.65f, 0.25f, 0.35f, 0, -310)]],
        'n' => [Line(0, 0.32f, 0, 1), [.. Arc(0.23f, 0.58f, 0.23f, 0.27f, -180, 0), new(0.46f, 1)]],
        'r' => [Line(0, 0.32f, 0, 1), Arc(0.2f, 0.58f, 0.2f, 0.27f, -180, -50)],
        'a' => [Bowl(), Line(0.5f, 0.32f, 0.5f, 1)],
        't' => [[new(0.14f, 0.08f), .. Arc(0.29f, 0.84f, 0.15f, 0.16f, 180, 80)], Line(0, 0.32f, 0.34f, 0.32f)],
        'd' => [Bowl(), Line(0.5f, 0, 0.5f, 1)],
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "The label's font has no such letter."),
    };

    private static Vector2[] Bowl() => Arc(0.25f, 0.65f, 0.25f, 0.35f, 0, 360);

    private static Vector2[] Line(params float[] xy) => [.. Enumerable.Range(0, xy.Length / 2).Select(i => new Vector2(xy[i * 2], xy[(i * 2) + 1]))];

    // Degrees, 0 to the right, growing downwards.
    private static Vector2[] Arc(float x, float y, float rx, float ry, float from, float to)
    {
        var steps = Math.Max(4, (int)(MathF.Abs(to - from) / 15));
        return [.. Enumerable.Range(0, steps + 1).Select(i =>
        {
            var (sin, cos) = MathF.SinCos((from + ((to - from) * i / steps)) * MathF.PI / 180);
            return new Vector2(x + (rx * cos), y + (ry * sin));
        })];
    }
}
