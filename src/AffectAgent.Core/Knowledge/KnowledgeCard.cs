namespace AffectAgent;

/// <summary>What a knowledge card is about.</summary>
public enum CardKind
{
    /// <summary>An Action Unit: muscle, appearance, what it goes with.</summary>
    ActionUnit,
    /// <summary>The pattern of an emotion or of a kind of smile.</summary>
    Prototype,
    /// <summary>What tells two readings apart.</summary>
    Discriminator,
    /// <summary>What a voice does.</summary>
    Voice,
    /// <summary>What words do.</summary>
    Words,
    /// <summary>A limit of inferring emotion from what is seen or heard.</summary>
    Limit,
    /// <summary>Anything else.</summary>
    Topic,
    /// <summary>What kinds of events tend to go with an emotion, in the terms of appraisal theory.</summary>
    Appraisal,
    /// <summary>A way to answer with empathy, and when it fits.</summary>
    Strategy,
}

/// <summary>How strong the literature behind a card is.</summary>
public enum EvidenceGrade
{
    /// <summary>Meta-analysis, or several independent studies that agree.</summary>
    A,
    /// <summary>A single good study, or several with mixed results.</summary>
    B,
    /// <summary>Expert description or convention.</summary>
    C,
}

/// <summary>Where a card's statement comes from.</summary>
/// <param name="Authors">"Ekman, P., Friesen, W. V. &amp; Hager, J. C."</param>
/// <param name="Year">Year of publication.</param>
/// <param name="Title">Title of the work.</param>
/// <param name="Doi">DOI without a resolver's address, or null.</param>
public sealed record LiteratureSource(string Authors, int Year, string Title, string? Doi = null);

/// <summary>One thing that speaks for one of two readings.</summary>
/// <param name="Favours">The emotion (or card-defined reading) it speaks for.</param>
/// <param name="ActionUnit">FACS number of the cue, or null.</param>
/// <param name="Feature">Voice feature, as <see cref="Evidence.Label"/> names it, or null.</param>
/// <param name="Direction">Whether more or less of the cue speaks for <paramref name="Favours"/>.</param>
/// <param name="Strength">0 (says little) to 1 (decides).</param>
/// <param name="Words">What the words express, a GoEmotions label such as "remorse", or null.</param>
public sealed record DiscriminatingCue(string Favours, int? ActionUnit, string? Feature, Direction Direction, double Strength, string? Words = null);

/// <summary>
/// What a card says of one measure, in a form that a program can compare: "in expressed anger the level is higher". Compared
/// with a neutral expression of the same person.
/// </summary>
/// <param name="Emotion">The emotion that it speaks of, as <see cref="EmotionNames.Name"/> writes it, or null.</param>
/// <param name="Dimension">"valence", "arousal" or "dominance" where it speaks of that (the higher end of it), or null.</param>
/// <param name="ActionUnit">FACS number of the measure, or null.</param>
/// <param name="Feature">Voice feature, as <see cref="Evidence.Label"/> names it, or null.</param>
/// <param name="Words">What the words express, a GoEmotions label, or null.</param>
/// <param name="Direction">Higher or Lower.</param>
public sealed record CardClaim(string? Emotion, string? Dimension, int? ActionUnit, string? Feature, string? Words, Direction Direction);

/// <summary>
/// A short statement about faces, voices, words or their limits, in the project's own words, with its sources. Explanations
/// cite it by <see cref="Id"/>.
/// </summary>
public sealed record KnowledgeCard
{
    /// <summary>"au/12", "emotion/happiness", "pair/fear-surprise", "voice/arousal", "limit/context"…</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required CardKind Kind { get; init; }

    /// <summary>A few words.</summary>
    public required string Title { get; init; }

    /// <summary>One to five plain sentences.</summary>
    public required string Text { get; init; }

    /// <summary>One short sentence, lower case, without a full stop, that an explanation may quote after "because".</summary>
    public string? Gist { get; init; }

    /// <summary>Action Unit to weight, -1 (speaks against) to 1 (belongs to it); empty where the card has no pattern.</summary>
    public IReadOnlyDictionary<int, double> Pattern { get; init; } = new Dictionary<int, double>();

    /// <summary>Emotions the card speaks of, as <see cref="EmotionNames.Name"/> writes them.</summary>
    public IReadOnlyList<string> Emotions { get; init; } = [];

    /// <summary>The two readings a discriminator tells apart; empty otherwise.</summary>
    public IReadOnlyList<string> Between { get; init; } = [];

    /// <summary>The cues of a discriminator.</summary>
    public IReadOnlyList<DiscriminatingCue> Cues { get; init; } = [];

    /// <summary>What the card says of single measures; empty where it says it in words only.</summary>
    public IReadOnlyList<CardClaim> Claims { get; init; } = [];

    /// <summary>Further words to find the card by, and nothing that it says.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Ids of cards that belong with it.</summary>
    public IReadOnlyList<string> SeeAlso { get; init; } = [];

    /// <summary>How strong the literature is.</summary>
    public required EvidenceGrade Grade { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<LiteratureSource> Sources { get; init; }

    /// <summary>The folder's name for cards that a user added; null for the built-in ones.</summary>
    public string? Origin { get; init; }
}
