namespace AffectAgent;

/// <summary>The part of the chain of thought that a sentence belongs to.</summary>
public enum ReasoningStage
{
    /// <summary>What was measured.</summary>
    Observation,
    /// <summary>What it may mean: alternatives weighed, modalities compared.</summary>
    Interpretation,
    /// <summary>What follows.</summary>
    Conclusion,
    /// <summary>What the reading can't tell.</summary>
    Limit,
}

/// <summary>One sentence and what it rests on.</summary>
/// <param name="Stage">Its part of the chain of thought.</param>
/// <param name="Text">One plain sentence without citation marks.</param>
/// <param name="Citations">Ids of evidence ("E7") and knowledge cards ("au/12"); at least one.</param>
public sealed record Claim(ReasoningStage Stage, string Text, IReadOnlyList<string> Citations);

/// <summary>A sentence that the verifier took out, and why.</summary>
/// <param name="Claim">The sentence.</param>
/// <param name="Reason">What its citations do not support.</param>
public sealed record RejectedClaim(Claim Claim, string Reason);

/// <summary>How well the sentences are supported by what they cite.</summary>
/// <param name="Checked">Sentences checked.</param>
/// <param name="Supported">Sentences kept.</param>
/// <param name="Rejected">Sentences taken out.</param>
public sealed record Faithfulness(int Checked, int Supported, IReadOnlyList<RejectedClaim> Rejected)
{
    /// <summary>Supported by checked, 0 to 1; null where nothing was checked.</summary>
    public double? Score => Checked == 0 ? null : (double)Supported / Checked;
}

/// <summary>Another reading that was weighed.</summary>
/// <param name="Emotion">The reading.</param>
/// <param name="Probability">Its probability in the conclusion's distribution.</param>
/// <param name="DecidedBy">Id of the card that told it apart from the conclusion, or null where none did.</param>
/// <param name="Supported">Which way the cues of that card pointed: true for the conclusion, false for this alternative, null if they were silent.</param>
public sealed record Alternative(Emotion Emotion, double Probability, string? DecidedBy, bool? Supported);

/// <summary>Two modalities that read differently.</summary>
/// <param name="First">One modality.</param>
/// <param name="FirstReading">What it reads as.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondReading">What it reads as.</param>
/// <param name="Citations">The evidence of both.</param>
public sealed record ModalityConflict(Modality First, string FirstReading, Modality Second, string SecondReading, IReadOnlyList<string> Citations);

/// <summary>A word of open vocabulary for the conclusion.</summary>
/// <param name="Word">E.g. "delighted".</param>
/// <param name="Weight">0 to 1, how well it fits.</param>
public sealed record EmotionWord(string Word, double Weight);

/// <summary>Why one face, voice or text reads as it does: a three-part chain of thought in which every sentence cites its grounds.</summary>
public sealed record Explanation
{
    /// <summary>The person, or null where no face was found and a voice or words alone were read.</summary>
    public int? Person { get; init; }

    /// <summary>The user's question, or null.</summary>
    public string? Question { get; init; }

    /// <summary>Why nothing is concluded, in one sentence; null where something is.</summary>
    public string? AbstainedBecause { get; init; }

    /// <summary>The sentences, in reading order.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>The distribution over emotions; null if it abstains.</summary>
    public EmotionDistribution? Distribution { get; init; }

    /// <summary>Valence, arousal and dominance; null if it abstains.</summary>
    public Vad? Vad { get; init; }

    /// <summary>Open-vocabulary words, best first.</summary>
    public IReadOnlyList<EmotionWord> Words { get; init; } = [];

    /// <summary>How sure the reading is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Other readings, most probable first.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Where the modalities disagree.</summary>
    public IReadOnlyList<ModalityConflict> Conflicts { get; init; } = [];

    /// <summary>What the verifier found.</summary>
    public Faithfulness Faithfulness { get; init; } = new(0, 0, []);

    /// <summary>Who wrote the sentences: "composer", or a language model's name.</summary>
    public string Reasoner { get; init; } = "composer";
}
