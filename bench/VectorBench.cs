using System.Diagnostics;
using System.Globalization;
using AffectAgent.Knowledge.Search;

namespace AffectAgent.Bench;

/// <summary>Memory and time of the exact vector store with 100,000 vectors of 384 numbers.</summary>
internal static class VectorBench
{
    private const int Count = 100_000;
    private const int Dimensions = 384;
    private const int Searches = 300;

    /// <summary>Runs it.</summary>
    public static async Task<IEnumerable<string>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("affect-vectors");
        try
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var store = new ExactVectorStore(Dimensions);
            await FillAsync(store).ConfigureAwait(false);
            var managed = GC.GetTotalMemory(forceFullCollection: true) - before;
            var lines = new List<string>
            {
                "| store | memory | top 10, median | p99 | processor time a search, both cores |",
                "|---|---|---|---|---|",
                Row("exact, in memory", Megabytes(managed) + " managed", await TimesAsync(store).ConfigureAwait(false)),
            };
            var persisted = await new ExactVectorStoreProvider(folder.FullName).OpenAsync("bench", Dimensions).ConfigureAwait(false);
            await FillAsync(persisted).ConfigureAwait(false);
            var file = folder.GetFiles().Single().Length;
            var start = Stopwatch.GetTimestamp();
            var (mapped, own) = (Resident(), GC.GetTotalMemory(forceFullCollection: true));
            var opened = await new ExactVectorStoreProvider(folder.FullName).OpenAsync("bench", Dimensions).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var times = await TimesAsync(opened).ConfigureAwait(false);
            own = GC.GetTotalMemory(forceFullCollection: true) - own;
            lines.Add(Row("exact, in a mapped file", string.Create(CultureInfo.InvariantCulture, $"{Megabytes(own)} managed, {Megabytes(Resident() - mapped)} more resident; file {Megabytes(file)}, opened in {seconds:0.00} s"), times));
            GC.KeepAlive(store);
            GC.KeepAlive(persisted);
            return lines;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(IVectorStore store)
    {
        var random = new Random(1);
        for (var at = 0; at < Count; at += 20_000)
            await store.PutAsync([.. Enumerable.Range(at, 20_000).Select(i => new VectorRecord($"document/{i:000000}", Vector(random)))]).ConfigureAwait(false);
    }

    // The processor time says what a search takes on a machine that has other things to do as well.
    private static async Task<(List<double> Times, double Processor)> TimesAsync(IVectorStore store)
    {
        var random = new Random(2);
        var times = new List<double>();
        var processor = TimeSpan.Zero;
        for (var i = -20; i < Searches; i++)
        {
            var query = Vector(random);
            if (i == 0)
                processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            await store.NearestAsync(query, 10).ConfigureAwait(false);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (times, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Searches);
    }

    private static float[] Vector(Random random)
    {
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)((random.NextDouble() * 2) - 1);
        return vector;
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static string Row(string store, string memory, (List<double> Times, double Processor) search) =>
        string.Create(CultureInfo.InvariantCulture, $"| {store} | {memory} | {Statistics.Median(search.Times):0.0} ms | {Statistics.Quantile(search.Times, 0.99):0.0} ms | {search.Processor:0.0} ms |");
}
