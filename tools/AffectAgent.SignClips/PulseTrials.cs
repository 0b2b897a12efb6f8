using System.Globalization;
using AffectAgent.Plugins.Physiology;

namespace AffectAgent.SignClips;

/// <summary>One clip of the pulse trials.</summary>
/// <param name="Condition">What is varied.</param>
/// <param name="Still">The face.</param>
/// <param name="Scene">The clip.</param>
internal sealed record PulseTrial(string Condition, Still Still, Scene Scene)
{
    private static readonly (string Name, Func<int, bool, Scene> Make)[] Conditions =
    [
        ("1.0 % (base)", (seed, on) => Base(seed, on, 0.010)),
        ("0.5 %", (seed, on) => Base(seed, on, 0.005)),
        ("0.3 %", (seed, on) => Base(seed, on, 0.003)),
        ("crf 10, 0.5 %", (seed, on) => Base(seed, on, 0.005, crf: 10)),
        ("crf 23", (seed, on) => Base(seed, on, 0.010, crf: 23)),
        ("crf 28", (seed, on) => Base(seed, on, 0.010, crf: 28)),
        ("motion x 3", (seed, on) => Base(seed, on, 0.010, sway: 3)),
        ("talking", (seed, on) => Base(seed, on, 0.010).WithSpeech()),
        ("8 s", (seed, on) => Base(seed, on, 0.010, seconds: 8.2)),
        ("30 s, 30 fps", (seed, on) => Base(seed, on, 0.010, seconds: 30, rate: 30)),
        ("dark (x 0.15)", (seed, on) => Base(seed, on, 0.010, brightness: 0.15)),
        ("flickering light", (seed, on) => Base(seed, on, 0.010, flicker: 0.01)),
    ];

    /// <summary>The clips of some faces: each face in each condition, with a pulse and without.</summary>
    /// <param name="stills">The faces.</param>
    /// <param name="only">Conditions by the beginning of their name; all where null.</param>
    public static IEnumerable<PulseTrial> Of(IReadOnlyList<Still> stills, string? only = null)
    {
        for (var c = 0; c < Conditions.Length; c++)
        {
            if (only is not null && !Conditions[c].Name.StartsWith(only, StringComparison.Ordinal))
                continue;
            for (var s = 0; s < stills.Count; s++)
            {
                // Without a pulse its size does not matter: the base's clips stand for all sizes.
                foreach (var on in Conditions[c].Name is "0.5 %" or "0.3 %" ? [true] : new[] { true, false })
                    yield return new PulseTrial(Conditions[c].Name, stills[s], Conditions[c].Make((c * 1000) + (s * 2) + (on ? 1 : 0) + StableHash(stills[s].Name), on));
            }
        }
    }

    private static int StableHash(string name) => name.Aggregate(17, (sum, c) => (sum * 31) + c) & 0xFFFFFF;

    private static Scene Base(int seed, bool on, double size, int crf = 18, double sway = 1, double seconds = 16, double rate = 25, double brightness = 1, double flicker = 0)
    {
        var drawn = new Random(seed);
        return new Scene(seed)
        {
            Seconds = seconds,
            FrameRate = rate,
            Crf = crf,
            Sway = sway,
            Brightness = brightness,
            Flicker = flicker,
            FlickerRate = 0.8 + (1.7 * drawn.NextDouble()),
            Pulse = on ? 48 + (82 * drawn.NextDouble()) : 0,
            PulseSize = on ? size : 0,
        }.WithBlinks();
    }
}

/// <summary>The colours of a clip on disk, so that a clip is made and followed once.</summary>
internal static class Traces
{
    /// <summary>Writes samples, one a line.</summary>
    public static void Write(string path, IEnumerable<SkinSample> samples)
    {
        var lines = samples.Select(s => string.Join(' ', new[] { s.Time, s.X, s.Y, s.Size }
            .Concat(new[] { s.Skin.Forehead, s.Skin.RightCheek, s.Skin.LeftCheek, s.Skin.Surround }.SelectMany(p => new double[] { p.Red, p.Green, p.Blue, p.Clipped, p.Pixels }))
            .Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllLines(path, lines);
    }

    /// <summary>Reads them back.</summary>
    public static List<SkinSample> Read(string path) => [.. File.ReadLines(path).Select(line =>
    {
        var v = Array.ConvertAll(line.Split(' '), x => double.Parse(x, CultureInfo.InvariantCulture));
        ColorPatch Patch(int i) => new((float)v[i], (float)v[i + 1], (float)v[i + 2], (float)v[i + 3], (float)v[i + 4]);
        return new SkinSample(v[0], new FaceSkin(Patch(4), Patch(9), Patch(14), Patch(19)), v[1], v[2], v[3]);
    })];
}
