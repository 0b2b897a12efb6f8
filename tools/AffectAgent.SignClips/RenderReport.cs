using System.Globalization;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Physiology;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.SignClips;

/// <summary>
/// How well the pain score and kinds of smile are read off rendered heads with known Action Units
/// (<c>training/heads/signs.py</c>): every head against the mean neutral face, as a still is read.
/// </summary>
internal static class RenderReport
{
    private const double LeastPain = 3;
    private const double MostUnverified = 0.5;

    private sealed record Row(string Kind, double TruePain, PainScore? Pain, Smile? Smile, double Cheeks);

    /// <summary>Reads a folder of renders and prints the tables.</summary>
    public static async Task RunAsync(string folder, VisionModels models, ActionUnitEstimator estimator)
    {
        var truth = Path.Combine(folder, "truth.csv");
        if (!File.Exists(truth))
            throw new UserException($"'{truth}' was not found.", "Make it with training/heads/signs.py and name its folder with --folder.");
        var lines = await File.ReadAllLinesAsync(truth);
        var columns = lines[0].Split(',');
        var rows = new List<Row>();
        var lost = 0;
        foreach (var cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            double Of(int unit) => (Cell(columns, cells, $"AU{unit:00}_left") + Cell(columns, cells, $"AU{unit:00}_right")) / 2;
            if (await FaceOfAsync(Path.Combine(folder, cells[0]), models) is not { } face
                || new ActionUnitTracker(estimator).Follow(1, [face], still: true) is not { Track: var track })
            {
                lost++;
                continue;
            }

            var pain = Of(4) + Math.Max(Of(6), Of(7)) + Math.Max(Of(9), Of(10)) + (Of(45) > 4 ? 1 : 0);
            rows.Add(new Row(cells[1], pain, PainReader.Read(track, true), SmileReader.OfStill(track), Of(6)));
        }

        Console.WriteLine($"Renders: {rows.Count} read, {lost} without a face.\n");
        Pain(rows);
        Smiles(rows);
    }

    private static double Cell(string[] columns, string[] cells, string name) => double.Parse(cells[Array.IndexOf(columns, name)], CultureInfo.InvariantCulture);

    private static async Task<FaceObservation?> FaceOfAsync(string path, VisionModels models)
    {
        var media = await new MediaOpener().OpenAsync(path);
        using var archive = await new FacePass(models, 1).RunAsync(media, new FrameOptions(), null, CancellationToken.None);
        return archive.ReadAll().FirstOrDefault();
    }

    private static void Pain(List<Row> rows)
    {
        Console.WriteLine("| kind | n | true PSPI, mean | read, mean | of AU4, 6 or 7, 9 or 10, 43 | 3 or more | of these told |\n|---|---|---|---|---|---|---|");
        foreach (var kind in rows.GroupBy(row => row.Kind))
        {
            var all = kind.ToList();
            double Part(params int[] units) => all.Average(row => units.Sum(unit => row.Pain?.Parts.GetValueOrDefault(unit) ?? 0));
            var high = all.Where(row => row.Pain?.Peak >= LeastPain).ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"| {kind.Key} | {all.Count} | {all.Average(row => row.TruePain):0.0} | {all.Average(row => row.Pain?.Peak ?? 0):0.0} | {Part(4):0.0}, {Part(6, 7):0.0}, {Part(9, 10):0.0}, {Part(43):0.0} | {Share.Of(high.Count, all.Count)} | {high.Count(row => row.Pain!.Unverified < MostUnverified)} |"));
        }

        var (r, low, up) = Correlation([.. rows.Select(row => (row.TruePain, row.Pain?.Peak ?? 0))]);
        Console.WriteLine(FormattableString.Invariant($"\nPSPI read against true: r = {r:0.00} ({low:0.00} to {up:0.00}), mean error {rows.Average(row => (row.Pain?.Peak ?? 0) - row.TruePain):0.0}, mean absolute error {rows.Average(row => Math.Abs((row.Pain?.Peak ?? 0) - row.TruePain)):0.0}, n {rows.Count}."));
        Console.WriteLine(FormattableString.Invariant($"AUC of 'some pain pattern' against all else: {Auc([.. rows.Where(IsPain).Select(Score)], [.. rows.Where(row => !IsPain(row)).Select(Score)]):0.00}.\n"));
    }

    private static bool IsPain(Row row) => row.Kind.StartsWith("pain", StringComparison.Ordinal);

    private static double Score(Row row) => row.Pain?.Peak ?? 0;

    private static void Smiles(List<Row> rows)
    {
        var kinds = Enum.GetValues<SmileKind>();
        Console.WriteLine($"| kind | n | smile told | {string.Join(" | ", kinds)} | AU12 read, mean |\n|---|---|---|{string.Concat(kinds.Select(_ => "---|"))}---|");
        foreach (var group in rows.GroupBy(row => row.Kind))
        {
            var all = group.ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"| {group.Key} | {all.Count} | {Share.Of(all.Count(row => row.Smile is not null), all.Count)} | {string.Join(" | ", kinds.Select(kind => all.Count(row => row.Smile?.Kind == kind)))} | {all.Average(row => row.Smile?.Intensity ?? 0):0.0} |"));
        }
    }

    // Pearson's correlation with Fisher's interval at 95 %.
    private static (double R, double Low, double Up) Correlation(List<(double X, double Y)> pairs)
    {
        double mx = pairs.Average(p => p.X), my = pairs.Average(p => p.Y);
        var r = pairs.Sum(p => (p.X - mx) * (p.Y - my)) / Math.Sqrt(pairs.Sum(p => (p.X - mx) * (p.X - mx)) * pairs.Sum(p => (p.Y - my) * (p.Y - my)));
        double z = Math.Atanh(r), half = 1.96 / Math.Sqrt(pairs.Count - 3);
        return (r, Math.Tanh(z - half), Math.Tanh(z + half));
    }

    private static double Auc(List<double> those, List<double> others) =>
        those.Sum(a => others.Sum(b => a > b ? 1 : a == b ? 0.5 : 0)) / (those.Count * (double)others.Count);
}
