using AffectAgent;
using AffectAgent.Bench;
using Microsoft.Extensions.DependencyInjection;

// dotnet run -c Release --project bench -- [name…]      names: see below; none for all budgets. Prints a Markdown table.
// dotnet run -c Release --project bench -- questions|peers|detection|small|turned|stages|measures|tracking|length|channels|patterns|compounds|retrieval|vectors|talk|sync|loop      what is measured beside the budgets
try
{
    var root = FindRoot();
    using var inputs = new Inputs(root);
    using var services = new ServiceCollection().Also(s => s.AddAffectAgent()).BuildServiceProvider();
    var program = new Lazy<string>(() => FindProgram(root));
    var all = new Dictionary<string, Func<Task<Measurement>>>
    {
        ["video"] = () => PerceptionBench.VideoAsync(services, inputs),
        ["still"] = () => PerceptionBench.StillAsync(services, inputs),
        ["cold"] = () => ProgramBench.ColdStartAsync(program.Value, inputs),
        ["memory-short"] = () => ProgramBench.MemoryAsync(program.Value, inputs, 10),
        ["memory-long"] = () => ProgramBench.MemoryAsync(program.Value, inputs, 300),
        ["retrieval"] = () => Task.FromResult(ReasoningBench.Retrieval(services)),
        ["composer"] = () => ReasoningBench.ComposerAsync(services, inputs),
        ["avatar"] = () => Task.FromResult(AvatarBench.Run(root)),
    };
    var studies = new Dictionary<string, Func<Task<IEnumerable<string>>>>
    {
        ["questions"] = () => QuestionsBench.RunAsync(services, inputs, root),
        ["peers"] = () => PeerBench.RunAsync(services, inputs, root),
        ["detection"] = () => DetectionBench.RunAsync(services, inputs),
        ["small"] = () => Task.FromResult(SmallFaceBench.Run(inputs, services.GetRequiredService<AffectAgent.Inference.Models.ModelStore>())),
        ["length"] = () => PerceptionBench.LengthsAsync(services, inputs),
        ["stages"] = () => Task.FromResult(StageBench.Run(inputs, services.GetRequiredService<AffectAgent.Inference.Models.ModelStore>())),
        ["measures"] = () => Task.FromResult(MeasuresBench.Run(services, inputs)),
        ["turned"] = () => Task.FromResult(TurnedBench.Run(inputs, services.GetRequiredService<AffectAgent.Inference.Models.ModelStore>())),
        ["patterns"] = () => ChannelsBench.LookUpAsync(services),
        ["channels"] = () => ChannelsBench.RunAsync(services),
        ["compounds"] = () => CompoundsBench.RunAsync(services),
        ["retrieval"] = () => RetrievalBench.RunAsync(services, root),
        ["retrieval-development"] = () => RetrievalBench.DevelopAsync(services, root),
        ["vectors"] = () => VectorBench.RunAsync(),
        ["talk"] = () => TalkBench.RunAsync(services, inputs, () => program.Value),
        ["sync"] = () => SyncBench.RunAsync(services, inputs),
        ["loop"] = () => LoopBench.RunAsync(services, inputs, root),
        ["tracking"] = () => TrackingBench.RunAsync(services, inputs),
    };
    if (args.FirstOrDefault(name => !all.ContainsKey(name) && !studies.ContainsKey(name)) is { } unknown)
        throw new UserException($"There is no benchmark '{unknown}'.", $"Known are: {string.Join(", ", all.Keys.Concat(studies.Keys))}.");

    Console.WriteLine(string.Join('\n', Machine.Describe(root)));
    foreach (var (_, study) in studies.Where(bench => args.Contains(bench.Key)))
        Console.WriteLine("\n" + string.Join('\n', await study()));
    if (args.Length > 0 && !args.Any(all.ContainsKey))
        return 0;
    Console.WriteLine("\n| what | budget | measured | | how |\n|---|---|---|---|---|");
    foreach (var (name, measure) in all.Where(bench => args.Length == 0 || args.Contains(bench.Key)))
        Console.WriteLine((await Guarded(name, measure)).Row);
    return 0;
}
catch (UserException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 2;
}

// One benchmark that fails is told in its row; the others are still measured.
static async Task<Measurement> Guarded(string name, Func<Task<Measurement>> measure)
{
    try
    {
        return await measure();
    }
    catch (Exception e) when (e is UserException or InvalidOperationException)
    {
        return new Measurement(name, null, "", null, false, e.Message.ReplaceLineEndings(" "));
    }
}

static string FindRoot()
{
    for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
    {
        if (File.Exists(Path.Combine(at.FullName, "AffectAgent.sln")))
            return at.FullName;
    }

    throw new UserException("The repository was not found above the program.", "Run 'dotnet run -c Release --project bench' in it.");
}

static string FindProgram(string root)
{
    string[] places = [Path.Combine(root, ".affect", "app", "affect"), Path.Combine(root, "src", "AffectAgent.Cli", "bin", "Release", "net10.0", "affect")];
    return places.FirstOrDefault(File.Exists) ?? throw new UserException("The program is not built.", "Run './affect doctor' first.");
}

internal static class Fluent
{
    public static T Also<T>(this T it, Action<T> act)
    {
        act(it);
        return it;
    }
}
