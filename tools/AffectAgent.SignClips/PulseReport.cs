using AffectAgent.Plugins.Physiology;

namespace AffectAgent.SignClips;

/// <summary>Makes the pulse clips, reads the heart rate off them and prints what came of it.</summary>
internal static class PulseReport
{
    private const double Close = 3;

    /// <summary>Runs the trials.</summary>
    public static async Task RunAsync(IReadOnlyList<Still> stills, Workshop shop, string? only)
    {
        Console.WriteLine($"Heart rate: {stills.Count} faces, each with a pulse and without.\n");
        Console.WriteLine("| condition | n | read | within 3 bpm of those read | error, mean bpm | read without a pulse |\n|---|---|---|---|---|---|");
        var all = new List<(bool On, double? Error, bool Read)>();
        foreach (var condition in PulseTrial.Of(stills, only).GroupBy(trial => trial.Condition))
        {
            var rows = new List<(bool On, double? Error, bool Read)>();
            foreach (var trial in condition)
            {
                var samples = await SamplesAsync(trial, shop);
                var found = new List<PulseFinding>();
                var read = new HeartRateReader { Looked = found.Add }.Read(1, samples);
                var truth = trial.Scene.Pulse > 0 ? trial.Scene.TrueRate(0, trial.Scene.Seconds) : double.NaN;
                shop.Note($"{trial.Condition}; {trial.Still.Name}; {truth:0.0}; {read.BeatsPerMinute}; {read.Quality}; {read.WhyNot}");
                foreach (var f in found)
                    shop.Note($"  {trial.Condition}; {truth:0.0}; {f.Frequency * 60:0.0}; J {f.Joint:0.00}; C {f.Coherence:0.00}; SNR {f.SignalToNoise:0.0}; M {f.Motion:0.00} {f.MotionSize:0.00}; L {f.Light:0.0}");
                rows.Add((trial.Scene.Pulse > 0, read.BeatsPerMinute is { } bpm ? Math.Abs(bpm - truth) : null, read.BeatsPerMinute is not null));
            }

            Console.WriteLine(Row(condition.Key, rows));
            all.AddRange(rows);
        }

        Console.WriteLine(Row("all", all));
    }

    private static async Task<List<SkinSample>> SamplesAsync(PulseTrial trial, Workshop shop)
    {
        var path = shop.PathOf("pulse", $"{trial.Condition}-{trial.Still.Name}-{(trial.Scene.Pulse > 0 ? "on" : "off")}");
        if (File.Exists(path + ".txt"))
            return Traces.Read(path + ".txt");
        await Clips.WriteAsync(path + ".mp4", shop.WarperOf(trial.Still), trial.Scene);
        using var archive = await Clips.ReadAsync(path + ".mp4", shop.Models);
        var samples = archive.Persons.Count == 0 ? [] : archive.Read(1).Select(SkinSample.Of).OfType<SkinSample>().ToList();
        Traces.Write(path + ".txt", samples);
        shop.Done(path + ".mp4");
        return samples;
    }

    private static string Row(string name, List<(bool On, double? Error, bool Read)> rows)
    {
        var on = rows.Where(r => r.On).ToList();
        var read = on.Where(r => r.Read).ToList();
        var off = rows.Where(r => !r.On).ToList();
        var mean = read.Count == 0 ? "" : FormattableString.Invariant($"{read.Average(r => r.Error!.Value):0.0}");
        return $"| {name} | {on.Count} + {off.Count} | {Share.Of(read.Count, on.Count)} | {Share.Of(read.Count(r => r.Error <= Close), read.Count)} | {mean} | {Share.Of(off.Count(r => r.Read), off.Count)} |";
    }
}
