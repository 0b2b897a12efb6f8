using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A panel of words below a film's picture, there from the first frame to the last: light letters on a dark ground, wrapped to the
/// picture's width, so that nothing of the face is covered. Immutable and safe to share between threads.
/// </summary>
public sealed class CaptionPanel
{
    // Capitals of 11 pixels in a picture of 512.
    private const float UnitShare = 0.0036f, SmallestUnit = 1.2f;
    private const float StrokeHalf = 0.36f, Margin = 6;
    private const byte Ground = 22, Ink = 238;
    private const string Bullet = "- ";

    private readonly byte[] _grey;
    private readonly int _width;

    /// <summary>Draws the words once.</summary>
    /// <param name="text">The words; line ends are kept.</param>
    /// <param name="width">The picture's width, pixels.</param>
    public CaptionPanel(string text, int width)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 64);
        _width = width;
        var unit = MathF.Max(SmallestUnit, width * UnitShare);
        Lines = Wrap(text, (width / unit) - (2 * Margin));
        // Video encoders want even numbers.
        Height = ((int)MathF.Ceiling(((Lines.Count * StrokeFont.Pitch) + Margin) * unit) + 1) / 2 * 2;
        _grey = new byte[width * Height];
        Array.Fill(_grey, Ground);
        for (var i = 0; i < Lines.Count; i++)
            Write(Lines[i], Margin, (i * StrokeFont.Pitch) + Margin, unit);
    }

    /// <summary>Rows, an even number.</summary>
    public int Height { get; }

    /// <summary>The lines as they are drawn.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Draws the panel.</summary>
    /// <param name="rgb">The panel's part of the frame: three bytes a pixel, rows from the top.</param>
    public void Draw(Span<byte> rgb)
    {
        for (var i = 0; i < _grey.Length; i++)
            rgb.Slice(i * 3, 3).Fill(_grey[i]);
    }

    private static List<string> Wrap(string text, float width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Replace("\r", "", StringComparison.Ordinal).Split('\n'))
        {
            // What goes on stands under the words, not under the bullet.
            var indent = paragraph.StartsWith(Bullet, StringComparison.Ordinal) ? "    " : "";
            var line = "";
            foreach (var word in paragraph.Split(' ').SelectMany(word => Pieces(word, width - StrokeFont.Width(indent))))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && StrokeFont.Width(longer) > width)
                {
                    lines.Add(line);
                    longer = indent + word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    // A word that is wider than the picture is cut.
    private static IEnumerable<string> Pieces(string word, float width)
    {
        while (StrokeFont.Width(word) > width && word.Length > 1)
        {
            var length = word.Length - 1;
            while (length > 1 && StrokeFont.Width(word.AsSpan(0, length)) > width)
                length--;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private void Write(string line, float x, float y, float unit)
    {
        foreach (var sign in line)
        {
            var (strokes, advance) = StrokeFont.Of(sign);
            foreach (var stroke in strokes)
            {
                for (var i = 1; i < stroke.Length; i++)
                    Stroke((stroke[i - 1] + new Vector2(x, y)) * unit, (stroke[i] + new Vector2(x, y)) * unit, StrokeHalf * unit);
            }

            x += advance;
        }
    }

    private void Stroke(Vector2 from, Vector2 to, float half)
    {
        var (least, most) = (Vector2.Min(from, to) - new Vector2(half + 1), Vector2.Max(from, to) + new Vector2(half + 1));
        for (var y = Math.Max(0, (int)least.Y); y <= Math.Min(Height - 1, (int)most.Y); y++)
        {
            for (var x = Math.Max(0, (int)least.X); x <= Math.Min(_width - 1, (int)most.X); x++)
            {
                var ink = Math.Clamp(0.5f + half - Distance(new Vector2(x + 0.5f, y + 0.5f), from, to), 0, 1);
                ref var pixel = ref _grey[(y * _width) + x];
                pixel = Math.Max(pixel, (byte)(Ground + ((Ink - Ground) * ink)));
            }
        }
    }

    private static float Distance(Vector2 at, Vector2 from, Vector2 to)
    {
        var along = to - from;
        var t = Math.Clamp(Vector2.Dot(at - from, along) / MathF.Max(along.LengthSquared(), 1e-9f), 0, 1);
        return Vector2.Distance(at, from + (along * t));
    }
}
