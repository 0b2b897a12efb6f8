namespace AffectAgent.Cli.Data;

/// <summary>How samples are written.</summary>
internal enum CotFormat
{
    /// <summary>Turns, as ShareGPT's JSON has them.</summary>
    Conversation,
    /// <summary>Fields.</summary>
    Plain,
}

/// <summary>What becomes of the readings.</summary>
/// <param name="Format">How samples are written.</param>
/// <param name="Citations">Keep the marks of what each sentence rests on.</param>
/// <param name="Limits">Keep the sentences on what a reading can't tell.</param>
/// <param name="KeepDisagreeing">Keep samples whose reading is not their label, and say so in them.</param>
/// <param name="Near">Jaccard index from which on two chains are nearly the same; above 1 for never.</param>
/// <param name="Least">Fewest sentences of a sample.</param>
/// <param name="Split">Share for validation, 0 to below 1.</param>
/// <param name="ByPerson">Keep all samples of a person on one side.</param>
/// <param name="Seed">Seed of questions and split.</param>
internal sealed record CotOptions(CotFormat Format, bool Citations, bool Limits, bool KeepDisagreeing, double Near, int Least, double Split, bool ByPerson, int Seed);

/// <summary>A sample that was kept.</summary>
/// <param name="Input">What it is of.</param>
/// <param name="Reading">What was read.</param>
/// <param name="Parts">Sentences of observations, interpretation, conclusion (limits at its end).</param>
/// <param name="Agrees">Whether reading and label agree.</param>
/// <param name="Validation">Whether it is for validation.</param>
internal sealed record CotSample(LabelledInput Input, ChainReading Reading, IReadOnlyList<IReadOnlyList<ChainSentence>> Parts, bool Agrees, bool Validation);

/// <summary>A sample that was not kept.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Label">Its label.</param>
/// <param name="Reason">Which rule, e.g. "disagrees".</param>
/// <param name="Detail">What exactly.</param>
internal sealed record CotRejection(string Input, string Label, string Reason, string? Detail);
