using System.Text.RegularExpressions;

namespace AffectAgent.Cli.Data;

/// <summary>
/// Finds texts that are nearly the same as an earlier one. MinHash over three-word shingles proposes candidates (16 bands of 4
/// hashes); their Jaccard index decides.
/// </summary>
/// <param name="least">Jaccard index from which on two texts are nearly the same, 0 to 1; above 1 for never.</param>
internal sealed partial class NearDuplicates(double least)
{
    private const int Bands = 16;
    private const int RowsInABand = 4;
    private const int WordsInAShingle = 3;

    private readonly Dictionary<(int Band, ulong Key), List<int>> _buckets = [];
    private readonly List<(string Name, HashSet<ulong> Shingles)> _kept = [];

    /// <summary>The name of an earlier text that this one nearly repeats; null if there is none, and then it is kept.</summary>
    public string? FindOrKeep(string name, string text)
    {
        var shingles = Shingles(text);
        var bands = BandsOf(shingles);
        var seen = new HashSet<int>();
        for (int band = 0; band < Bands; band++)
        {
            foreach (int other in _buckets.GetValueOrDefault((band, bands[band])) ?? [])
            {
                if (seen.Add(other) && Jaccard(shingles, _kept[other].Shingles) >= least)
                    return _kept[other].Name;
            }
        }

        for (int band = 0; band < Bands; band++)
        {
            if (!_buckets.TryGetValue((band, bands[band]), out var bucket))
                _buckets[(band, bands[band])] = bucket = [];
            bucket.Add(_kept.Count);
        }

        _kept.Add((name, shingles));
        return null;
    }

    /// <summary>Share of the shingles of both that they have in common.</summary>
    internal static double Jaccard(HashSet<ulong> a, HashSet<ulong> b)
    {
        int common = a.Count(b.Contains);
        return a.Count + b.Count == 0 ? 1 : (double)common / (a.Count + b.Count - common);
    }

    /// <summary>Hashes of all runs of three words; of a shorter text, of all of it.</summary>
    internal static HashSet<ulong> Shingles(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).ToArray();
        if (words.Length < WordsInAShingle)
            return [Hash(string.Join(' ', words))];
        return [.. Enumerable.Range(0, words.Length - WordsInAShingle + 1).Select(i => Hash(string.Join(' ', words, i, WordsInAShingle)))];
    }

    private static ulong[] BandsOf(HashSet<ulong> shingles)
    {
        var bands = new ulong[Bands];
        for (int band = 0; band < Bands; band++)
        {
            for (int row = 0; row < RowsInABand; row++)
            {
                ulong seed = Mix((ulong)((band * RowsInABand) + row + 1));
                ulong smallest = ulong.MaxValue;
                foreach (ulong shingle in shingles)
                    smallest = Math.Min(smallest, Mix(shingle ^ seed));
                bands[band] = Mix(bands[band] ^ smallest);
            }
        }

        return bands;
    }

    // FNV-1a, then a finaliser: the same on every machine and in every run.
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return Mix(hash);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    [GeneratedRegex(@"[\p{L}\p{N}.%'’-]+")]
    private static partial Regex Word();
}
