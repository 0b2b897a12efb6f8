namespace AffectAgent.Empathy.Care.Matching;

/// <summary>How much parts two words.</summary>
internal enum CareBreak : byte
{
    /// <summary>Nothing but space.</summary>
    None,

    /// <summary>A comma, a dash, three dots, one end of line.</summary>
    Clause,

    /// <summary>An empty line or a full stop after a few words, which verse and emphasis set too: a sign reads on over it, a scene doesn't.</summary>
    Line,

    /// <summary>The end of a sentence, an empty line.</summary>
    Sentence,
}

/// <summary>A word of a message, made plain.</summary>
/// <param name="Start">Where it begins in the message, in UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Form">Lower case, without accents, apostrophes and zero-width characters, digits read as letters where they stand for them.</param>
/// <param name="After">What parts it from the next.</param>
/// <param name="Quoted">Stands between quotation marks.</param>
/// <param name="Capital">Begins with a capital and goes on small.</param>
/// <param name="Tail">What of the form stands after its last apostrophe (en of d'en, m of I'm); empty where it has none.</param>
internal readonly record struct CareToken(int Start, int End, string Form, CareBreak After, bool Quoted, bool Capital = false, string Tail = "")
{
    /// <summary>What stands before the apostrophe (d of d'en).</summary>
    public string Head => Form[..^Tail.Length];
}
