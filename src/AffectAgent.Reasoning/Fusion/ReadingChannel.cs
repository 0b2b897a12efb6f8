namespace AffectAgent.Reasoning;

/// <summary>Where a reading comes from. One modality may have several: expression network and Action Unit pattern see the same face.</summary>
internal enum ReadingChannel
{
    /// <summary>The expression network's reading of the whole face.</summary>
    Expression,
    /// <summary>How well the measured Action Units fit the patterns of the cards.</summary>
    Pattern,
    /// <summary>What the voice expresses.</summary>
    Voice,
    /// <summary>What the words express.</summary>
    Words,
}
