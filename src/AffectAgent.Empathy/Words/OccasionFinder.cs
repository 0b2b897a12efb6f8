using System.Text.RegularExpressions;

namespace AffectAgent.Empathy;

/// <summary>Finds the clause of an English message that tells what happened: the one of a known kind of event first, else the first that states something.</summary>
internal static partial class OccasionFinder
{
    private const int MostWords = 16;

    /// <summary>The occasion, or null where no clause tells of any.</summary>
    /// <param name="text">Plain words.</param>
    /// <param name="situation">The kind of event that was found, or null.</param>
    /// <param name="cause">A span that the reasoner found as the occasion, or null.</param>
    /// <param name="book">The words of feeling.</param>
    /// <param name="restsOn">Ids of the evidence of the text.</param>
    public static Occasion? Find(string text, Situation? situation, string? cause, ReplyBook book, IReadOnlyList<string> restsOn)
    {
        var found = Clauses(text).Concat(cause is null ? [] : [PlainWords.Of(cause)])
            .Select((clause, at) => (Clause: clause, Score: Score(clause, situation, cause, book) - (at * 0.01)))
            .Where(one => one.Score > 0.5).OrderByDescending(one => one.Score).Select(one => one.Clause).FirstOrDefault();
        return found is null ? null : Make(found, restsOn);
    }

    /// <summary>An occasion of a span.</summary>
    public static Occasion? Make(string span, IReadOnlyList<string> restsOn)
    {
        var text = Trim(span);
        if (text.Length < 3 || ReplyRules.Default.NotRepeated.IsMatch(text))
            return null;
        var turned = Words().Count(text) > MostWords ? null : SecondPerson.Turn(text);
        var clause = turned is not null && IsClause(text) ? turned : null;
        return new Occasion(text, clause, clause is null && turned is not null && IsNounPhrase(text) ? turned : null, restsOn);
    }

    /// <summary>What follows a word of feeling and belongs to it, in the second person: "of the dark"; null where nothing does.</summary>
    /// <param name="rest">The text after the word.</param>
    public static string? Tail(string rest)
    {
        if (Tied().Match(rest) is not { Success: true } match || ReplyRules.Default.NotRepeated.IsMatch(match.Value))
            return null;
        var text = Trim(match.Groups["x"].Value);
        return Words().Count(text) is 0 or > 10 || Vague().IsMatch(text) ? null
            : SecondPerson.Turn(text) is { } turned ? $"{match.Groups["by"].Value.ToLowerInvariant()} {turned}" : null;
    }

    private static double Score(string clause, Situation? situation, string? cause, ReplyBook book)
    {
        if (Question().IsMatch(clause) || Unreal().IsMatch(clause) || Words().Count(clause) < 2)
            return -1;
        var score = IsClause(clause) ? 1.0 : 0.0;
        score -= Vague().IsMatch(clause) ? 2 : 0;
        score += First().IsMatch(clause) ? 0.3 : 0;
        score += situation?.Signs.IsMatch(clause) is true ? 3 : 0;
        score += cause is not null && (clause.Contains(cause, StringComparison.OrdinalIgnoreCase) || cause.Contains(clause, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        score -= book.Feelings.Any(feeling => feeling.Pattern.IsMatch(clause)) ? 2.5 : 0;
        return score;
    }

    private static IEnumerable<string> Clauses(string text) =>
        SentenceEnd().Split(text).SelectMany(sentence => Joint().Split(sentence)).Select(Trim).Where(clause => clause.Length > 0);

    private static string Trim(string span)
    {
        var text = Opening().Replace(span.Trim().Trim('.', ',', '!', '?', '…', ';', ':', '-', '–', '—', '"', ' '), "");
        return Opening().Replace(Trailing().Replace(text, ""), "").Trim();
    }

    /// <summary>True for what has a subject and a finite verb, as far as words show it.</summary>
    internal static bool IsClause(string text) =>
        Pronoun().IsMatch(text) || (Determiner().IsMatch(text) && Finite().IsMatch(text)) || Named().IsMatch(text);

    private static bool IsNounPhrase(string text) => Words().Count(text) <= 7 && NounPhrase().IsMatch(text) && !Finite().IsMatch(text);

    [GeneratedRegex(@"(?<=[.!?…])\s+|\n+|\s*;\s*")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s*,\s*(?:and then|and|but|so|because|since|yet)?\s+(?=\S)|\s+(?:but|because|since|so that|and then|and now|although|though|even though|which is why)\s+|\s+(?:and|so)\s+(?=(?:I|we|he|she|they|it|now|my|our|his|her|everyone|nobody)\b)|\s[—–-]+\s", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(?:(?:and|but|so|oh|well|wow|god|no|yes|yeah|ok|okay|honestly|because|since|hi|hey|hello|omg|ugh|like|also|then|that|just|to be honest|you know|i mean|i think(?: that)?|i guess|guess what)\b[\s,.:!]*)+(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s*(?:,\s*)?(?:\b(?:tbh|ngl|omg|:\)|right|you know|and|so|too|please|man|dude)\b|\bI guess\b)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^(?:I|we|he|she|they|it|nobody|everyone|everybody|someone|somebody|no one)(?:'(?:m|ve|d|ll|s|re))?\s+\S", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:my|our|his|her|their|the|a|an|this|that|these|those|some|two|three|all|people|nothing|something|there)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Determiner();

    [GeneratedRegex(@"^[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:is|was|has|had|will|died|left|said|told|called|came|went|made|got|lost|won|broke|hates|loves|never|always|keeps|kept|thinks|wants|asked|hit|lied|cheated|forgot)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:is|are|was|were|am|has|have|had|will|won't|would|can|can't|cannot|could|couldn't|does|doesn't|do|don't|did|didn't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|keeps?|kept|died|lost|left|broke|said|told|got|gets|came|comes|went|goes|made|makes|took|takes|gave|gives|won|fell|fails?|stole|lied|hit|forgot|found|saw|threw|sold|sent|hurt|cut|put|quit|let|ran|spent|bought|brought|caught|chose|felt|kept|knew|left|met|paid|read|rejects?|smells?|stinks?|hates?|loves?|wants?|needs?|never|always|thinks?|calls?|works?|looks?|[a-z]{2,}ed|[a-z]{3,}(?<=[^s])s)\b|'(?:s|re|ve|ll|d)\b(?= (?:been|gone|not|so|a|an|the|going|getting|[a-z]+(?:ed|en|ing)))", RegexOptions.IgnoreCase)]
    private static partial Regex Finite();

    [GeneratedRegex(@"^(?:my|our|his|her|their|the|a|an|this|that|all|losing|being|having|going|moving|living|working|waiting)\s", RegexOptions.IgnoreCase)]
    private static partial Regex NounPhrase();

    [GeneratedRegex(@"^(?:I|we|my|our)\b", RegexOptions.IgnoreCase)]
    private static partial Regex First();

    [GeneratedRegex(@"\?|^(?:why|who|what|where|how|are|do|does|did|can|could|would|will|should|is)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"\b(?:if|wish|hopefully|imagine|would be|used to|let's|please)\b|^(?:don't|stop|tell|give|leave|go|help|say|be|let|look|thank|thanks|congrat\w*|sorry)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unreal();

    [GeneratedRegex(@"^\s+(?<by>about|of|by|at|with|over|for|that)\s+(?<x>[^.!?;,\n]+?)(?=\s*(?:[.!?;,\n]|$|\b(?:and|but|because|so|since)\b))", RegexOptions.IgnoreCase)]
    private static partial Regex Tied();

    // Names nothing: "it", "all this", "I love it".
    [GeneratedRegex(@"^(?:(?:I|we) \w+ )?(?:all |so |too )?(?:it|this|that|them|him|her|you|everything|things|now|once|long|me|myself|a while|today)$", RegexOptions.IgnoreCase)]
    private static partial Regex Vague();

    [GeneratedRegex(@"[\w'-]+")]
    private static partial Regex Words();
}
