namespace AffectAgent.Reasoning;

/// <summary>What one channel said for and against each emotion: the part that it has in a reading, to be told and checked.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Modality">Where it was seen or heard.</param>
/// <param name="ByEmotion">
/// For each emotion that the channel can tell, what it added to the emotion's score: the natural log of how much more (above 0)
/// or less (below 0) likely it made the emotion than if it had said nothing. An emotion it can't tell is not there and gets 0.
/// </param>
/// <param name="Share">Its share of all that was said, 0 to 1; the shares of a reading's channels add up to 1.</param>
/// <param name="EvidenceIds">What it rests on.</param>
internal sealed record Contribution(ReadingChannel Channel, Modality Modality, IReadOnlyDictionary<Emotion, double> ByEmotion, double Share, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>What it said for (above 0) or against an emotion; 0 for one that it can't tell.</summary>
    public double For(Emotion emotion) => ByEmotion.GetValueOrDefault(emotion);
}
