using AffectAgent.Plugins.Physiology;

namespace AffectAgent.SignClips;

/// <summary>
/// Makes clips of faces that rest, talk, nod and shake, some with brief movements, and counts what is found: brief movements
/// under half a second, nods and shakes, and the false alarms of both.
/// </summary>
internal sealed class MotionReport(Workshop shop)
{
    private static readonly int[] Units = [1, 2, 4, 7, 9, 10, 12, 14, 15, 17, 20];
    private readonly List<(Move Move, BriefMovement? Found)> _brief = [];
    private readonly List<(Beat Beat, HeadGesture? Found)> _beats = [];
    private readonly Dictionary<string, (double Minutes, int Brief, int Gestures)> _alarms = [];

    /// <summary>Runs all clips of all faces and prints the figures.</summary>
    public async Task RunAsync(IReadOnlyList<Still> stills)
    {
        for (var i = 0; i < stills.Count; i++)
        {
            var still = stills[i];
            var resting = new Scene((i * 10) + 1) { Seconds = 12.4 };
            await RunAsync("resting", still, WithBrief(resting).WithBlinks());
            await RunAsync("talking", still, new Scene((i * 10) + 2) { Seconds = 20, Sway = 1.5, Crf = 21 }.WithBlinks().WithSpeech());
            await RunAsync("nodding", still, WithBeats(new Scene((i * 10) + 3) { Seconds = 15, Sway = 1 }).WithBlinks());
        }

        Print(stills.Count);
    }

    // A movement every two seconds; blinks that would cover one are dropped by the drawing of a time apart.
    private static Scene WithBrief(Scene scene)
    {
        for (var t = 1.6; t < scene.Seconds - 1; t += 2.1)
        {
            var unit = scene.Choose(Units);
            scene.Moves.Add(new Move(unit, t + scene.Draw(0, 0.4), scene.Choose(0.2, 0.32, 0.48), scene.Choose(1.5, 2.5, 4)));
        }

        return scene;
    }

    private static Scene WithBeats(Scene scene)
    {
        for (var (t, k) = (1.2, 0); t < scene.Seconds - 3; k++)
        {
            var beat = new Beat(k % 2 == 1, t, scene.Draw(0.9, 3), scene.Choose(1.0, 2, 3) + (k % 2), scene.Draw(0.04, 0.14));
            scene.Beats.Add(beat);
            t += beat.Length + scene.Draw(1.0, 1.8);
        }

        return scene;
    }

    private async Task RunAsync(string kind, Still still, Scene scene)
    {
        var path = shop.PathOf("motion", $"{kind}-{still.Name}");
        if (!File.Exists(path + ".mp4"))
            await Clips.WriteAsync(path + ".mp4", shop.WarperOf(still), scene);
        using var archive = await Clips.ReadAsync(path + ".mp4", shop.Models);
        shop.Done(path + ".mp4");
        if (archive.Persons.Count == 0 || FaceMotion.Of(archive, 1) is not { } motion)
        {
            Console.Error.WriteLine($"signs: no face was found in {kind}-{still.Name}.");
            return;
        }

        var brief = new BriefMovementFinder().Find(motion).ToList();
        var gestures = new HeadGestureFinder().Find(1, motion.Times, motion.Pitch, motion.Yaw).ToList();
        foreach (var move in kind == "resting" ? scene.Moves.Where(m => m.Unit != 45) : [])
        {
            var hit = brief.Find(b => b.Apex > move.Start - 0.08 && b.Apex < move.Start + move.Length + 0.08);
            _brief.Add((move, hit));
            shop.Note($"brief; {still.Name}; AU{move.Unit}; {move.Start:0.00}; {1000 * move.Length:0} ms; {move.Intensity}; found {hit?.Unit}; {hit?.Strength}; {hit?.Size}");
            brief.RemoveAll(b => b.Apex > move.Start - 0.08 && b.Apex < move.Start + move.Length + 0.08);
        }

        foreach (var beat in scene.Beats)
        {
            var hit = gestures.Where(g => g.IsShake == beat.Shake && g.Onset < beat.Start + beat.Length && beat.Start < g.Offset).MaxBy(g => g.Amplitude);
            _beats.Add((beat, hit));
            shop.Note($"beat; {still.Name}; {(beat.Shake ? "shake" : "nod")}; {beat.Start:0.00}; {beat.Frequency:0.00} Hz; {beat.Cycles}; {beat.Amplitude:0.000}; found {hit?.Frequency:0.00}; {hit?.Cycles}; {hit?.Amplitude:0.000}");
            gestures.RemoveAll(g => g.Onset < beat.Start + beat.Length + 0.2 && beat.Start - 0.2 < g.Offset && g.IsShake == beat.Shake);
        }

        foreach (var wrong in brief)
            shop.Note($"false brief; {kind}; {still.Name}; {wrong.Onset:0.00}-{wrong.Offset:0.00}; AU{wrong.Unit}; {wrong.Side}; {wrong.Strength}; {wrong.Size}");
        foreach (var wrong in gestures)
            shop.Note($"false gesture; {kind}; {still.Name}; {wrong.Onset:0.00}-{wrong.Offset:0.00}; shake {wrong.IsShake}; {wrong.Cycles}; {wrong.Amplitude:0.000}");
        var (minutes, b, g) = _alarms.GetValueOrDefault(kind);
        _alarms[kind] = (minutes + (scene.Seconds / 60), b + brief.Count, g + gestures.Count);
    }

    private void Print(int faces)
    {
        Console.WriteLine($"Motion: {faces} faces, each resting, talking and nodding.\n");
        Console.WriteLine("| brief movements | n | spotted | unit named right, of those spotted |\n|---|---|---|---|");
        foreach (var group in _brief.GroupBy(row => row.Move.Intensity).OrderBy(group => group.Key))
            Spotted(FormattableString.Invariant($"intensity {group.Key:0.0}"), [.. group]);
        foreach (var group in _brief.GroupBy(row => row.Move.Length).OrderBy(group => group.Key))
            Spotted(FormattableString.Invariant($"{1000 * group.Key:0} ms"), [.. group]);
        foreach (var group in _brief.GroupBy(row => row.Move.Unit).OrderBy(group => group.Key))
            Spotted($"AU{group.Key}", [.. group]);
        Spotted("all", _brief);
        Console.WriteLine("\n| nods and shakes | n | found | cycles right, of those found | frequency error, mean Hz | amplitude, found over true |\n|---|---|---|---|---|---|");
        foreach (var group in _beats.GroupBy(row => row.Beat.Shake))
            Found(group.Key ? "shakes" : "nods", [.. group]);
        Console.WriteLine("\n| false alarms | minutes | brief movements a minute | nods and shakes a minute |\n|---|---|---|---|");
        foreach (var (kind, (minutes, brief, gestures)) in _alarms)
            Console.WriteLine(FormattableString.Invariant($"| {kind} | {minutes:0.0} | {Share.Rate(brief, minutes)} | {Share.Rate(gestures, minutes)} |"));
    }

    private static void Spotted(string name, List<(Move Move, BriefMovement? Found)> rows)
    {
        var found = rows.Where(row => row.Found is not null).ToList();
        Console.WriteLine($"| {name} | {rows.Count} | {Share.Of(found.Count, rows.Count)} | {Share.Of(found.Count(row => row.Found!.Unit == row.Move.Unit), found.Count)} |");
    }

    private static void Found(string name, List<(Beat Beat, HeadGesture? Found)> rows)
    {
        var found = rows.Where(row => row.Found is not null).ToList();
        var right = found.Count(row => Math.Abs(row.Found!.Cycles - row.Beat.Cycles) <= 0.5);
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {rows.Count} | {Share.Of(found.Count, rows.Count)} | {Share.Of(right, found.Count)} | {found.Select(r => Math.Abs(r.Found!.Frequency - r.Beat.Frequency)).DefaultIfEmpty(double.NaN).Average():0.00} | {found.Select(r => r.Found!.Amplitude / r.Beat.Amplitude).DefaultIfEmpty(double.NaN).Average():0.00} |"));
    }
}
