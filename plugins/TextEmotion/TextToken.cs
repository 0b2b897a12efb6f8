namespace AffectAgent.Plugins.TextEmotion;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A word, a number or a mask.</summary>
    Word,
    /// <summary>A word that turns what follows: not, never, no…</summary>
    Negator,
    /// <summary>A pictograph.</summary>
    Emoji,
    /// <summary>A face or heart made of characters.</summary>
    Smiley,
    /// <summary>A mark that carries feeling: ! ? ...</summary>
    Mark,
    /// <summary>A mark that only ends a clause.</summary>
    Break,
}

/// <summary>A token of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Shown">Its normal form: lower case, no letter more than twice in a row.</param>
/// <param name="Start">Its first UTF-16 unit in the text.</param>
/// <param name="End">The unit after its last.</param>
internal readonly record struct TextToken(TokenKind Kind, string Shown, int Start, int End);
