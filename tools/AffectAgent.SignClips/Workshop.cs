using System.Globalization;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.SignClips;

/// <summary>The models, the folder that clips are made in, and the faces.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _data;
    private readonly string _folder;
    private readonly bool _keep;
    private readonly TextWriter? _notes;
    private readonly AppearanceNetwork _network;
    private (Still Still, Warper Warper)? _last;

    /// <summary>Opens it.</summary>
    /// <param name="data">The folder with photos/ and faces.tar.</param>
    /// <param name="keep">Where clips and traces stay for another run; null to delete them.</param>
    public Workshop(string data, string? keep)
    {
        _data = data;
        _keep = keep is not null;
        _folder = keep ?? Directory.CreateTempSubdirectory("affect-signs").FullName;
        Directory.CreateDirectory(_folder);
        _notes = _keep ? new StreamWriter(Path.Combine(_folder, "trials.txt"), append: true) { AutoFlush = true } : null;
        var store = ModelStore.Open();
        var options = new InferenceOptions { Threads = 1 };
        Models = new VisionModels(store.Load(VisionModels.DetectorId, options), store.Load(VisionModels.MeshId, options), null);
        Basis = ActionUnitBasis.Parse(store.Read(ActionUnitBasis.ModelId));
        _network = new AppearanceNetwork(store.Load(AppearanceNetwork.ModelId, options));
        Estimator = new ActionUnitEstimator(Basis, AppearanceWitness.Parse(store.Read(AppearanceWitness.ModelId), _network));
    }

    /// <summary>The face networks, without irises.</summary>
    public VisionModels Models { get; }

    /// <summary>How Action Units move a face.</summary>
    public ActionUnitBasis Basis { get; }

    /// <summary>Reads Action Units as the program does.</summary>
    public ActionUnitEstimator Estimator { get; }

    /// <summary>Path of a file without its ending.</summary>
    public string PathOf(string part, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, part)).FullName;
        return Path.Combine(folder, string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '#' ? c : '_')));
    }

    /// <summary>What draws a still; the last one is kept.</summary>
    public Warper WarperOf(Still still)
    {
        if (_last is not { } last || last.Still != still)
            _last = last = (still, new Warper(still, Basis));
        return last.Warper;
    }

    /// <summary>Deletes a clip that nobody wants to keep.</summary>
    public void Done(string path)
    {
        if (!_keep)
            File.Delete(path);
    }

    /// <summary>Writes a line about one trial beside the kept clips.</summary>
    public void Note(FormattableString line) => _notes?.WriteLine(FormattableString.Invariant(line));

    /// <summary>Faces in colour from photos/, and which half they belong to: even ones are for choosing thresholds, odd ones for the figures.</summary>
    public async Task<List<Still>> ColorStillsAsync()
    {
        var stills = new List<Still>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(_data, "photos"), "*.jpg").Order(StringComparer.Ordinal))
        {
            if (!Path.GetFileName(path).StartsWith("solvay", StringComparison.Ordinal))
                stills.AddRange(await Still.OfAsync(path, Models));
        }

        return stills.Count > 0 ? stills : throw new UserException($"No face was found in '{_data}/photos'.", "Name the data folder with --data or AFFECT_DATA.");
    }

    /// <summary>Grey faces labelled neutral from faces.tar, one a person, so many.</summary>
    /// <param name="choose">True for the persons that thresholds are chosen on, false for those of the figures.</param>
    /// <param name="count">How many.</param>
    public async Task<List<Still>> RestingStillsAsync(bool choose, int count)
    {
        var folder = Path.Combine(_folder, "faces");
        if (!Directory.Exists(folder))
            await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(Path.Combine(_data, "faces.tar"), Directory.CreateDirectory(folder).FullName, overwriteFiles: true);
        var neutral = File.ReadLines(Path.Combine(folder, "faces", "labels.csv")).Where(line => line.EndsWith("_0001.jpg,neutral", StringComparison.Ordinal))
            .Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]).Order(StringComparer.Ordinal).ToList();
        var stills = new List<Still>();
        for (var i = choose ? 0 : 13; i < neutral.Count && stills.Count < count; i += 26)
            stills.AddRange((await Still.OfAsync(Path.Combine(folder, "faces", "images", neutral[i]), Models)).Take(1));
        return stills;
    }

    public void Dispose()
    {
        _network.Dispose();
        Models.Dispose();
        _notes?.Dispose();
        if (!_keep)
            Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A share with its interval.</summary>
internal static class Share
{
    /// <summary>"1.2 (3 in 2.5; 0.2 to 3.5)": events a minute with Byar's interval for a Poisson count at 95 %.</summary>
    public static string Rate(int count, double minutes)
    {
        const double z = 1.96;
        double Bound(double n, double sign) => n <= 0 ? 0 : n * Math.Pow(1 - (1 / (9 * n)) + (sign * z / (3 * Math.Sqrt(n))), 3);
        return string.Create(CultureInfo.InvariantCulture, $"{count / minutes:0.0} ({count}; {Math.Max(0, Bound(count, -1)) / minutes:0.0} to {Bound(count + 1, 1) / minutes:0.0})");
    }

    /// <summary>"83 % (12 of 14; 60 to 95)": Wilson's interval at 95 %.</summary>
    public static string Of(int hits, int count)
    {
        if (count == 0)
            return "none";
        const double z = 1.96;
        double p = (double)hits / count, scale = 1 + (z * z / count), middle = (p + (z * z / (2 * count))) / scale;
        var half = z * Math.Sqrt((p * (1 - p) / count) + (z * z / (4.0 * count * count))) / scale;
        return string.Create(CultureInfo.InvariantCulture, $"{100 * p:0} % ({hits} of {count}; {100 * Math.Max(0, middle - half):0} to {100 * Math.Min(1, middle + half):0})");
    }
}
