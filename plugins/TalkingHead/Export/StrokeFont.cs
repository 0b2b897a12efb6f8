using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A font of strokes of our own, so that words can be drawn wherever the program runs: Latin letters with their accents, digits and
/// common signs. Capitals are 6 units high, y downwards from their top; small letters reach from 2 to 6, tails to 8, accents to -2.
/// The glyphs lie in <c>Resources/strokes.tsv</c>: a sign, then lines of points, each point two digits, x and y. Thread-safe.
/// </summary>
internal static class StrokeFont
{
    /// <summary>From line to line.</summary>
    public const float Pitch = 11.5f;

    private const float Between = 1.7f, Space = 2.6f, Unknown = 3;
    private const string Bases = "áa´àa`âa^äa¨ãa~åa°ąa˛çc¸ćc´čcˇďdˇée´èe`êe^ëe¨ęe˛ěeˇğg˘íı´ìı`îı^ïı¨ñn~ńn´ňnˇóo´òo`ôo^öo¨õo~őo¨řrˇśs´şs¸šsˇșs¸ťtˇțt¸úu´ùu`ûu^üu¨ůu°űu¨ýy´źz´żz˙žzˇ";

    private static readonly Dictionary<char, string> Accents = new()
    {
        ['´'] = "11 20", ['`'] = "10 21", ['^'] = "01 10 21", ['ˇ'] = "00 11 20", ['¨'] = "00 00|20 20", ['~'] = "01 10 21 30", ['°'] = "10 01 12 21 10", ['˘'] = "00 11 20", ['˙'] = "10 10",
        ['¸'] = "16 17 08", ['˛'] = "26 17 28",
    };

    private static readonly Dictionary<char, Vector2[][]> Glyphs = Load();

    /// <summary>The strokes of a sign, empty for a space, and how far the next one stands; a box for a sign that isn't there.</summary>
    public static (IReadOnlyList<Vector2[]> Strokes, float Advance) Of(char sign)
    {
        if (char.IsWhiteSpace(sign))
            return ([], Space);
        var known = sign switch { '’' or '‘' => '\'', '“' or '”' or '„' => '"', '‑' => '-', '…' => '.', _ => sign };
        if (!Glyphs.TryGetValue(known, out var strokes))
            return ([[new(0, 1), new(Unknown, 1), new(Unknown, 6), new(0, 6), new(0, 1)]], Unknown + Between);
        return (strokes, strokes.Max(line => line.Max(point => point.X)) + Between);
    }

    /// <summary>True if the sign has a glyph of its own, or is a space.</summary>
    public static bool Has(char sign) => char.IsWhiteSpace(sign) || Glyphs.ContainsKey(sign) || sign is '’' or '‘' or '“' or '”' or '„' or '‑' or '…';

    /// <summary>How wide a text is.</summary>
    public static float Width(ReadOnlySpan<char> text)
    {
        var width = 0f;
        foreach (var sign in text)
            width += Of(sign).Advance;
        return width;
    }

    private static Dictionary<char, Vector2[][]> Load()
    {
        using var stream = typeof(StrokeFont).Assembly.GetManifestResourceStream(typeof(StrokeFont).Assembly.GetManifestResourceNames().First(name => name.EndsWith("strokes.tsv", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        var glyphs = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).ToDictionary(line => line[0], line => Read(line[2..]));
        for (var i = 0; i < Bases.Length; i += 3)
        {
            var (small, large) = (Bases[i], char.ToUpperInvariant(Bases[i]));
            glyphs[small] = Accented(glyphs[Bases[i + 1]], Bases[i + 2], -0.4f);
            if (large != small)
                glyphs[large] = Accented(glyphs[Bases[i + 1] == 'ı' ? 'I' : char.ToUpperInvariant(Bases[i + 1])], Bases[i + 2], -2.2f);
        }

        glyphs['İ'] = Accented(glyphs['I'], '˙', -2.2f);
        glyphs['æ'] = [.. glyphs['a'], .. Moved(glyphs['e'], 3, 0)];
        glyphs['œ'] = [.. glyphs['o'], .. Moved(glyphs['e'], 3, 0)];
        glyphs['Æ'] = [.. glyphs['A'], .. Moved(glyphs['E'], 4, 0)];
        glyphs['Œ'] = [.. glyphs['O'], .. Moved(glyphs['E'], 4, 0)];
        return glyphs;
    }

    // Over the middle of the letter; what hangs from it keeps its place.
    private static Vector2[][] Accented(Vector2[][] letter, char accent, float up)
    {
        var (strokes, width) = (Read(Accents[accent]), letter.Max(line => line.Max(point => point.X)));
        var hangs = accent is '¸' or '˛';
        return [.. letter, .. Moved(strokes, (width - strokes.Max(line => line.Max(point => point.X))) / 2, hangs ? 0 : up)];
    }

    private static Vector2[][] Moved(Vector2[][] strokes, float x, float y) => [.. strokes.Select(line => line.Select(point => point + new Vector2(x, y)).ToArray())];

    private static Vector2[][] Read(string strokes) => [.. strokes.Split('|').Select(line => line.Split(' ').Select(point => new Vector2(point[0] - '0', point[1] - '0')).ToArray())];
}
