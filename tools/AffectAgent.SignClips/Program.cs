using AffectAgent;
using AffectAgent.SignClips;

// dotnet run -c Release --project tools/AffectAgent.SignClips -- PART [--data DIR] [--keep DIR] [--choose] [--only CONDITION] [--most N] [--folder RENDERS]
// PART is pulse, motion, rest, renders or list; --choose takes the faces that thresholds were chosen on instead of those of the figures.
try
{
    string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
    var data = Value("--data") ?? Environment.GetEnvironmentVariable("AFFECT_DATA") ?? throw new UserException("The data folder is not known.", "Name it with --data or AFFECT_DATA.");
    using var shop = new Workshop(data, Value("--keep"));
    bool choose = args.Contains("--choose");
    int most = int.TryParse(Value("--most"), out var n) ? n : int.MaxValue;
    switch (args.FirstOrDefault())
    {
        case "pulse":
            await PulseReport.RunAsync(await ColorStills(shop, choose, most), shop, Value("--only"));
            break;
        case "motion":
            await new MotionReport(shop).RunAsync(await shop.RestingStillsAsync(choose, Math.Min(most, 10)));
            break;
        case "rest":
            RestReport.Run(Path.Combine(data, "faces_mesh.npz"), shop.Basis, choose);
            break;
        case "renders":
            await RenderReport.RunAsync(Value("--folder") ?? "renders", shop.Models, shop.Estimator);
            break;
        case "list":
            foreach (var still in await ColorStills(shop, choose, most))
                Console.WriteLine($"{still.Name} {still.Mesh.OuterEyeDistance:0}");
            break;
        default:
            throw new UserException("Say what to measure.", "Known are: pulse, motion, rest, renders, list.");
    }

    return 0;
}
catch (UserException e)
{
    Console.Error.WriteLine($"signs: {e.Message}");
    return 2;
}

static async Task<List<Still>> ColorStills(Workshop shop, bool choose, int most) =>
    Evenly([.. (await shop.ColorStillsAsync()).Where((still, i) => IsForChoosing(still, i) == choose)], most);

static List<Still> Evenly(List<Still> stills, int most) =>
    stills.Count <= most ? stills : [.. Enumerable.Range(0, most).Select(i => stills[(int)((i + 0.5) * stills.Count / most)])];

// Every other face; of the two people who are in several photographs, one for each purpose.
static bool IsForChoosing(Still still, int index) =>
    still.Name.StartsWith("stock-emotions-a", StringComparison.Ordinal) || (!still.Name.StartsWith("stock-emotions-b", StringComparison.Ordinal) && index % 2 == 0);
