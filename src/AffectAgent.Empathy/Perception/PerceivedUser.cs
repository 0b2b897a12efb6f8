namespace AffectAgent.Empathy;

/// <summary>Where a share of what is perceived comes from.</summary>
/// <param name="From">"measured" (face, voice, words as the program reads them), "said" (the person named the feeling), "event" (what such events tend to go with), "emoji".</param>
/// <param name="Emotion">Its likeliest emotion.</param>
/// <param name="Weight">How much it counts, 0 to 1; the weights add up to 1.</param>
/// <param name="RestsOn">Ids of evidence and cards.</param>
public sealed record PerceptionShare(string From, Emotion Emotion, double Weight, IReadOnlyList<string> RestsOn);

/// <summary>What is perceived of the person who writes, speaks or is seen: an expression, never a state that is known.</summary>
public sealed record PerceivedUser
{
    /// <summary>The words, as they came; empty where there are none.</summary>
    public required string Words { get; init; }

    /// <summary>The language of the words, ISO 639-1; "und" for a script that the program can't read.</summary>
    public required string Language { get; init; }

    /// <summary>All sources together; null where nothing can be told.</summary>
    public EmotionDistribution? Emotions { get; init; }

    /// <summary>Valence, arousal and dominance; null where nothing can be told.</summary>
    public Vad? Vad { get; init; }

    /// <summary>How sure, 0 to 1: that of the analysis where it carries the reading, 0.8 where the person named the feeling, 0.5 where only the event speaks for it.</summary>
    public double Confidence { get; init; }

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<PerceptionShare> Shares { get; init; } = [];

    /// <summary>Other readings that were weighed, most probable first.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Where face, voice and words differ.</summary>
    public IReadOnlyList<ModalityConflict> Conflicts { get; init; } = [];

    /// <summary>Why the analysis concluded nothing, or null.</summary>
    public string? AbstainedBecause { get; init; }

    /// <summary>The word of feeling that the person used, "scared", or null.</summary>
    public string? FeelingWord { get; init; }

    /// <summary>What the person tied to that word, in the second person: "of the dark", "that he will leave you"; null where nothing was.</summary>
    public string? FeelingTail { get; init; }

    /// <summary>What happened, or null where it wasn't told.</summary>
    public Occasion? Occasion { get; init; }

    /// <summary>Ids of the situations and speech acts that were recognised, the most telling first.</summary>
    public IReadOnlyList<string> Situations { get; init; } = [];

    /// <summary>Id of the appraisal card of the event, or null.</summary>
    public string? CauseCard { get; init; }

    /// <summary>True where a face or a voice was read, not words alone.</summary>
    public bool WasSeenOrHeard { get; init; }

    /// <summary>What was read beside words, to be named truthfully: "face", "voice", "face and voice"; null where nothing was.</summary>
    internal string? Senses { get; init; }

    /// <summary>The family of phrases: an emotion's name, a kind of situation, a speech act, "unclear".</summary>
    public required string Family { get; init; }
}
