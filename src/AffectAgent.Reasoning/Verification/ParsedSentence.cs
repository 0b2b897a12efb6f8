namespace AffectAgent.Reasoning;

/// <summary>What a number in a sentence counts.</summary>
internal enum NumberUnit
{
    Bare,
    Seconds,
    Percent,
    OfFive,
    Hertz,
    Decibel,
    Pixels,
    Radians,
    Degrees,
    Count,
}

/// <summary>What a time in a sentence is the time of.</summary>
internal enum TimeRole
{
    Any,
    Start,
    End,
    Apex,
    Length,
}

/// <summary>How exactly a number is meant.</summary>
internal enum NumberHedge
{
    None,
    About,
    Over,
    Under,
}

/// <summary>A number as it is written.</summary>
/// <param name="Value">In <paramref name="Unit"/>; milliseconds are turned into seconds.</param>
/// <param name="Step">What the last digit written stands for.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Role">What a time is the time of.</param>
/// <param name="Written">As it stands in the sentence.</param>
/// <param name="Hedge">Whether it is given as about so much, or as just over or under it.</param>
internal sealed record NumberMention(double Value, double Step, NumberUnit Unit, TimeRole Role, string Written, NumberHedge Hedge = NumberHedge.None)
{
    /// <summary>The share by which "about 70" may be off.</summary>
    public const double Loosely = 0.05;

    /// <summary>True if a measured value, rounded as this is written, could be written so.</summary>
    public bool Fits(double? measured) => measured is { } value && (Math.Abs(value - Value) <= (Step / 2) + 1e-9
        || (Hedge is not NumberHedge.None && Math.Abs(value - Value) <= (Math.Abs(Value) * Loosely) + 1e-9
            && (Hedge is NumberHedge.About || value > Value == (Hedge is NumberHedge.Over))));
}

/// <summary>One stretch of a sentence that states something of its subjects.</summary>
internal sealed class Clause
{
    public List<int> Units { get; } = [];

    public List<(string Word, bool Contrasted)> Emotions { get; } = [];

    public List<NumberMention> Numbers { get; } = [];

    public List<string> Directions { get; } = [];

    public List<string> Intensities { get; } = [];

    public List<Modality> Modalities { get; } = [];

    public List<string> Words { get; } = [];

    public List<int> Persons { get; } = [];

    public bool? Presence { get; set; }

    public bool Negated { get; set; }

    public bool HasSubject => Units.Count > 0 || Emotions.Count > 0 || Modalities.Count > 0;

    public bool HasPredicate => Numbers.Count > 0 || Directions.Count > 0 || Intensities.Count > 0 || Presence is not null
        || (Emotions.Count > 0 && Modalities.Count > 0);

    /// <summary>Takes over the subjects of another clause.</summary>
    public void Inherit(Clause from)
    {
        Units.AddRange(from.Units);
        Emotions.AddRange(from.Emotions);
        Modalities.AddRange(from.Modalities);
    }

    /// <summary>Takes over a clause that stated nothing by itself.</summary>
    public void Continue(Clause from)
    {
        Inherit(from);
        Persons.AddRange(from.Persons);
        Words.AddRange(from.Words);
        Negated |= from.Negated;
    }
}

/// <summary>A sentence taken apart.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Plain">The sentence with each quote replaced by a mark.</param>
/// <param name="Stated">The same without scales.</param>
/// <param name="Clauses">Its stretches.</param>
/// <param name="Units">All Action Units named, by number or name.</param>
/// <param name="Persons">All persons named by number.</param>
/// <param name="Quotes">All quoted words.</param>
/// <param name="Scales">Scales named, as "0-5".</param>
/// <param name="Words">All other words, lower case.</param>
/// <param name="Feeling">True if it says what somebody feels or is in, false if only what cannot be said of that; null if neither.</param>
internal sealed record ParsedSentence(
    string Text,
    string Plain,
    string Stated,
    IReadOnlyList<Clause> Clauses,
    IReadOnlyList<int> Units,
    IReadOnlyList<int> Persons,
    IReadOnlyList<string> Quotes,
    IReadOnlyList<string> Scales,
    IReadOnlyList<string> Words,
    bool? Feeling)
{
    private bool? _isReading;

    /// <summary>True if it says what something reads as, here and now.</summary>
    public bool IsReading => _isReading ??= SentenceReader.IsReading(Stated);
}
