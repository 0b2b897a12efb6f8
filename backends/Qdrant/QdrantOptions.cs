using System.Globalization;

namespace AffectAgent.Backends.Qdrant;

/// <summary>Where the server is and how it is spoken to.</summary>
internal sealed record QdrantOptions
{
    /// <summary>The environment variable with the server's address.</summary>
    public const string UrlVariable = "AFFECT_QDRANT_URL";

    /// <summary>The environment variable with the server's key; a key stands in no settings file.</summary>
    public const string KeyVariable = "AFFECT_QDRANT_KEY";

    /// <summary>Address of the server's gRPC port. Default http://127.0.0.1:6334.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:6334");

    /// <summary>The server's key, or null.</summary>
    public string? Key { get; init; }

    /// <summary>What the names of our collections on the server begin with. Default "affect-".</summary>
    public string Prefix { get; init; } = "affect-";

    /// <summary>How long one call may take. Default 30 s; 0.1 to 3600.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Vectors in one call. Default 256; 1 to 10,000.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>True to compare with every vector instead of searching the server's graph. Default false.</summary>
    public bool Exact { get; init; }

    /// <summary>Reads the settings; the environment wins.</summary>
    /// <exception cref="UserException">Settings are wrong; all of them are listed.</exception>
    public static QdrantOptions Read(IReadOnlyDictionary<string, string> settings, Func<string, string?> environment)
    {
        var faults = new List<string>();
        var given = new QdrantOptions();
        var address = environment(UrlVariable) is { Length: > 0 } named ? named : settings.GetValueOrDefault("Url");
        var key = environment(KeyVariable) is { Length: > 0 } secret ? secret : null;
        if (settings.ContainsKey("Key") || settings.ContainsKey("ApiKey"))
            faults.Add($"the key belongs in the environment variable {KeyVariable}, not in a settings file");
        if (address is not null)
            given = given with { Url = Address(address, key, settings, faults) };
        given = given with
        {
            Key = key,
            Prefix = settings.GetValueOrDefault("Prefix") ?? given.Prefix,
            Timeout = TimeSpan.FromSeconds(Number(settings, "TimeoutSeconds", given.Timeout.TotalSeconds, 0.1, 3600, faults)),
            Batch = (int)Number(settings, "Batch", given.Batch, 1, 10_000, faults),
            Exact = Flag(settings, "Exact", faults),
        };
        if (given.Prefix.Length > 100 || !given.Prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults.Add("Prefix is letters, digits, hyphens and underscores, at most 100");
        if (faults.Count > 0)
            throw new UserException($"Settings of the backend qdrant are wrong: {string.Join("; ", faults)}.");
        return given;
    }

    private static Uri Address(string text, string? key, IReadOnlyDictionary<string, string> settings, List<string> faults)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            faults.Add("Url is no address such as http://127.0.0.1:6334");
            return new Uri("http://127.0.0.1:6334");
        }

        // 80 and 443 stand for "none given".
        if (url.IsDefaultPort && !text.TrimEnd('/').EndsWith($":{url.Port}", StringComparison.Ordinal))
            url = new UriBuilder(url) { Port = 6334 }.Uri;
        if (key is not null && url.Scheme == "http" && !url.IsLoopback && !Flag(settings, "AllowPlainHttp", faults))
            faults.Add("the key would go to another machine without encryption: use https, or set AllowPlainHttp to true");
        return url;
    }

    private static double Number(IReadOnlyDictionary<string, string> settings, string name, double normal, double least, double most, List<string> faults)
    {
        if (!settings.TryGetValue(name, out var text))
            return normal;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be {least} to {most}"));
        return normal;
    }

    private static bool Flag(IReadOnlyDictionary<string, string> settings, string name, List<string> faults)
    {
        if (!settings.TryGetValue(name, out var text))
            return false;
        if (!bool.TryParse(text, out var flag))
            faults.Add($"{name} must be true or false");
        return flag;
    }
}
