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
    /// <summary>What the reading would be without its strongest sign.</summary>
    Without,
    /// <summary>Which person expresses something more.</summary>
    Compare,
    /// <summary>What the emotion is about.</summary>
    Cause,
    /// <summary>What changed in the course of the clip.</summary>
    Changed,
    /// <summary>When it is strongest.</summary>
    When,
    /// <summary>What speaks for a reading.</summary>
    Evidence,
    /// <summary>Whether it is several emotions at once.</summary>
    Compound,
    /// <summary>Why it reads so.</summary>
    Why,
    /// <summary>Why it does not read as something else.</summary>
    WhyNot,
    /// <summary>How to answer the person.</summary>
    Advice,
    /// <summary>Who reads so.</summary>
    Who,
    /// <summary>Whether it is a named emotion.</summary>
    Whether,
    /// <summary>Which emotion it is.</summary>
    Which,
}

/// <summary>A question as it was understood.</summary>
/// <param name="Text">The question.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Emotions">The emotions that it names, in order.</param>
/// <param name="LimitCard">For <see cref="QuestionKind.Limit"/>, the card that says why not.</param>
internal sealed record AskedQuestion(string Text, QuestionKind Kind, IReadOnlyList<Emotion> Emotions, string? LimitCard = null)
{
    /// <summary>The persons that it names by number, "person 2", in order.</summary>
    public IReadOnlyList<int> Persons { get; init; } = [];

    /// <summary>True if it asks what somebody feels or is inside.</summary>
    public bool AsksFeeling { get; init; }

    /// <summary>The first emotion named that is not the leading one; else the leading one if it is named.</summary>
    public Emotion? Asked(Emotion top) => Emotions.Count == 0 ? null : Emotions.Where(emotion => emotion != top).Cast<Emotion?>().FirstOrDefault() ?? top;
}
