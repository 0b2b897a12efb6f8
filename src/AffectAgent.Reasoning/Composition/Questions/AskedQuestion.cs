namespace AffectAgent.Reasoning;

/// <summary>What a question asks for.</summary>
internal enum QuestionKind
{
    /// <summary>Nothing that the evidence can answer.</summary>
    Unclear,
    /// <summary>It is in another language than English.</summary>
    OtherLanguage,
    /// <summary>It asks for more than can be read: a lie, a feeling, an illness, a decision.</summary>
    Limit,
    /// <summary>How sure the reading is.</summary>
    Sure,
    /// <summary>What would turn the reading to another one.</summary>
    WhatWouldTurn,
    /// <summary>What the reading would be with a movement or channel gone, or there.</summary>
    Without,
    /// <summary>Which person expresses or moves something more.</summary>
    Compare,
    /// <summary>What the emotion is about.</summary>
    Cause,
    /// <summary>What changed in the course of the clip.</summary>
    Changed,
    /// <summary>When something begins, peaks or ends, or how long it lasts.</summary>
    When,
    /// <summary>What speaks for a reading.</summary>
    Evidence,
    /// <summary>What speaks against a reading.</summary>
    Against,
    /// <summary>The readings in order of their probability.</summary>
    Ranking,
    /// <summary>Whether it is several emotions at once.</summary>
    Compound,
    /// <summary>Why it reads so.</summary>
    Why,
    /// <summary>Why it does not read as something else.</summary>
    WhyNot,
    /// <summary>Whether a movement is there.</summary>
    Shown,
    /// <summary>Why a movement is not there.</summary>
    WhyNotShown,
    /// <summary>How to answer the person.</summary>
    Advice,
    /// <summary>Who reads so.</summary>
    Who,
    /// <summary>Whether it is a named emotion.</summary>
    Whether,
    /// <summary>Which emotion it is.</summary>
    Which,
    /// <summary>Valence and arousal.</summary>
    Dimensions,
    /// <summary>Which Action Units were found.</summary>
    Movements,
    /// <summary>What a term means.</summary>
    Meaning,
    /// <summary>What kind of smile it is.</summary>
    SmileKind,
    /// <summary>How many faces there are.</summary>
    Count,
    /// <summary>Which words carry the reading.</summary>
    CarryingWords,
    /// <summary>How strong a movement or the whole is.</summary>
    Strength,
    /// <summary>What the limits are.</summary>
    Limits,
    /// <summary>Whether face, voice and words agree.</summary>
    Agreement,
    /// <summary>A summary.</summary>
    Summary,
    /// <summary>Another measure: heart rate, gaze, nods, pitch.</summary>
    Measure,
}

/// <summary>Which moment of something a question asks for.</summary>
internal enum AskedMoment
{
    /// <summary>When it is strongest.</summary>
    Peak,
    /// <summary>When it begins.</summary>
    Start,
    /// <summary>When it ends.</summary>
    End,
    /// <summary>How long it lasts.</summary>
    Duration,
}

/// <summary>A question as it was understood.</summary>
/// <param name="Text">The question.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Emotions">The emotions that it names, in order.</param>
/// <param name="LimitCard">For <see cref="QuestionKind.Limit"/>, the card that says why not.</param>
internal sealed record AskedQuestion(string Text, QuestionKind Kind, IReadOnlyList<Emotion> Emotions, string? LimitCard = null)
{
    /// <summary>Its words, as <see cref="QuestionWords.Split"/> gives them.</summary>
    public IReadOnlyList<string> Words { get; init; } = QuestionWords.Split(QuestionWords.Plain(Text));

    /// <summary>The Action Units of the first movement that it names, the one meant first in front.</summary>
    public IReadOnlyList<int> Units { get; init; } = [];

    /// <summary>The words by which it names shades of emotions that are not told apart by themselves: "pride".</summary>
    public IReadOnlyList<string> Shades { get; init; } = [];

    /// <summary>True if it asks for the least instead of the most: "who smiles least?".</summary>
    public bool Least { get; init; }

    /// <summary>How many it asks for: "the top three"; null where it says none.</summary>
    public int? Number { get; init; }

    /// <summary>True if it names somebody by their work or school.</summary>
    public bool NamesRole { get; init; }

    /// <summary>The persons that it names, in order: by number ("person 2") as the number, by place as "left", "right", "top", "bottom" or "middle", or two of them.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>The numbers of those persons who are in the picture; places are looked up by <see cref="FacePlaces"/>.</summary>
    public IReadOnlyList<int> Persons { get; init; } = [];

    /// <summary>True if it asks what somebody feels or is inside.</summary>
    public bool AsksFeeling { get; init; }

    /// <summary>For <see cref="QuestionKind.When"/>, which moment.</summary>
    public AskedMoment Moment { get; init; }

    /// <summary>The first emotion named that is not the leading one; else the leading one if it is named.</summary>
    public Emotion? Asked(Emotion top) => Emotions.Count == 0 ? null : Emotions.Where(emotion => emotion != top).Cast<Emotion?>().FirstOrDefault() ?? top;
}
