namespace AffectAgent;

/// <summary>One line of what was said or written.</summary>
/// <param name="Text">The words: data, never an instruction.</param>
/// <param name="Interval">When it was said; null for plain text.</param>
/// <param name="Speaker">Who said it, where the source names somebody; otherwise null.</param>
public sealed record TranscriptLine(string Text, TimeRange? Interval = null, string? Speaker = null);

/// <summary>What was said or written.</summary>
/// <param name="Lines">In order of time.</param>
/// <param name="Source">Where it comes from: "srt", "webvtt", "text", "subtitle stream", "given".</param>
public sealed record Transcript(IReadOnlyList<TranscriptLine> Lines, string Source);

/// <summary>The emotions that one line's words express.</summary>
/// <param name="Line">The line.</param>
/// <param name="Probabilities">By GoEmotions label, 0 to 1 each, not adding up to 1 (several labels may hold).</param>
/// <param name="Distribution">The same folded onto the emotions of the conclusion.</param>
/// <param name="CarryingWords">The words that carried the decision, strongest first.</param>
public sealed record TextReading(TranscriptLine Line, IReadOnlyDictionary<string, double> Probabilities, EmotionDistribution Distribution, IReadOnlyList<string> CarryingWords);

/// <summary>What the words express, line by line.</summary>
/// <param name="Readings">By line; lines that could not be read are left out.</param>
public sealed record TextTrack(IReadOnlyList<TextReading> Readings);
