namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A voice, or a variant of voices, that espeak-ng lists.</summary>
/// <param name="Name">Such as "English (America)".</param>
/// <param name="Identifier">Such as "gmw/en-US", or "!v/f3".</param>
/// <param name="Languages">Tags with their priority; 1 is the best.</param>
internal sealed record EspeakVoiceEntry(string Name, string Identifier, List<(string Tag, int Priority)> Languages);

/// <summary>Finds the voice for a language tag or a voice's name.</summary>
/// <param name="voices">Voices of languages.</param>
/// <param name="variants">Variants of voices.</param>
internal sealed class EspeakVoiceList(IReadOnlyList<EspeakVoiceEntry> voices, IReadOnlyList<EspeakVoiceEntry> variants)
{
    /// <summary>The tags of all languages, sorted.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. voices.SelectMany(voice => voice.Languages).Select(language => language.Tag).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What to hand to the library.</summary>
    /// <param name="style">Its language and voice: a variant ("f3"), a voice ("en-us", "gmw/en-US") or both ("en-us+f3").</param>
    /// <exception cref="UserException">There is no such language or voice; near names are told.</exception>
    public string Resolve(SpeechStyle style)
    {
        string[] parts = style.Voice is null ? [] : style.Voice.Split('+', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
            return Voice(style.Language).Identifier;
        if (parts.Length == 1)
        {
            return Variant(parts[0]) is { } only
                ? $"{Voice(style.Language).Identifier}+{only}"
                : Voice(parts[0], variants.Select(Short)).Identifier;
        }

        var variant = Variant(parts[1]) ?? throw Unknown("variant of voices", parts[1], variants.Select(Short));
        return $"{Voice(parts[0]).Identifier}+{variant}";
    }

    private EspeakVoiceEntry Voice(string tag, IEnumerable<string>? alsoKnown = null)
    {
        for (var wanted = tag.Trim().Replace('_', '-'); wanted.Length > 0; wanted = Shorter(wanted))
        {
            var found = voices.SelectMany(voice => voice.Languages, (voice, language) => (voice, language))
                .Where(x => Same(x.language.Tag, wanted)).OrderBy(x => x.language.Priority).Select(x => x.voice).FirstOrDefault()
                ?? voices.FirstOrDefault(voice => Same(voice.Identifier, wanted) || Same(voice.Name.Trim(), wanted));
            if (found is not null)
                return found;
        }

        throw Unknown(alsoKnown is null ? "language" : "voice", tag, Languages.Concat(alsoKnown ?? []));
    }

    // "de-AT" falls back to "de".
    private static string Shorter(string tag) => tag.LastIndexOf('-') is > 0 and var dash ? tag[..dash] : "";

    private string? Variant(string name) => variants.Select(Short).FirstOrDefault(variant => Same(variant, name));

    private static string Short(EspeakVoiceEntry variant) => variant.Identifier[(variant.Identifier.LastIndexOf('/') + 1)..];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static UserException Unknown(string what, string name, IEnumerable<string> known)
    {
        var shown = name.Length > 40 ? name[..40] + "..." : name;
        var near = known.OrderBy(other => Distance(other, name)).ThenBy(other => other, StringComparer.Ordinal).Take(5);
        return new UserException($"espeak-ng knows no {what} \"{new string([.. shown.Where(c => !char.IsControl(c))])}\".", $"Near ones are {string.Join(", ", near)}.");
    }

    // Edits that turn one name into the other (Levenshtein, 1965); only the first 40 characters count.
    private static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.Length > 40 ? b[..40].ToUpperInvariant() : b.ToUpperInvariant());
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], cost);
            }
        }

        return row[b.Length];
    }
}
