namespace AffectAgent.Empathy;

/// <summary>
/// Words a reply without a language model: moves by the rule of the case, phrases of the language's book, filled with what the person
/// said. Two to four sentences, at most one question. The same case and seed give the same words.
/// </summary>
/// <param name="knowledge">The cards; the search over them decides between strategies that both fit.</param>
internal sealed class ReplyComposer(IKnowledgeBase knowledge)
{
    private const int MostSentences = 4;
    private const double Lighter = 0.3, Low = -0.15, Told = 0.4;

    /// <summary>Words a reply.</summary>
    public ComposedReply Compose(ReplyCase one)
    {
        var picker = new PhrasePicker(one.Book, unchecked((one.Seed * 31) + one.Past.Turns.Count), [.. one.Past.Turns.SelectMany(turn => turn.Phrases)]);
        var scores = Search(one.User);
        var said = new List<(string Move, string Text)>();
        void Say(string move, string? text)
        {
            if (text is not null && !(text.Contains('?', StringComparison.Ordinal) && (one.IsShort || said.Exists(before => before.Text.Contains('?', StringComparison.Ordinal)))))
                said.Add((move, text));
        }

        foreach (var entry in one.Rule.Moves)
        {
            var choices = entry.Split('|').OrderByDescending(move => ReplyRules.Default.Cards.TryGetValue(move, out var card) ? scores.GetValueOrDefault(card) : 0).ToList();
            var chosen = choices.Find(move => Keys(move, one).Any(picker.Has));
            if (chosen is not null)
                Say(chosen, Phrase(chosen, one, picker));
        }

        Insert(said, one, picker);
        if (one.Discloses && !said.Exists(part => part.Move is "program"))
            said.Insert(Math.Max(0, said.FindIndex(part => part.Text.Contains('?', StringComparison.Ordinal)) is var at and >= 0 ? at : said.Count), ("program", Phrase("program", one, picker)!));
        return new ComposedReply(string.Join(" ", said.Select(part => part.Text)), [.. said.Select(part => part.Move)], picker.Picked, scores);
    }

    // What the conversation and the senses add comes second; what is least needed makes room.
    private static void Insert(List<(string Move, string Text)> said, ReplyCase one, PhrasePicker picker)
    {
        foreach (var move in Extras(one))
        {
            if (Phrase(move, one, picker) is { } text)
                said.Insert(Math.Min(1, said.Count), (move, text));
        }

        var most = MostSentences - (one.Discloses ? 1 : 0);
        while (said.Sum(part => Sentences(part.Text)) > most && said.FindLastIndex(IsSpare) is >= 1 and var spare)
            said.RemoveAt(spare);
    }

    private static bool IsSpare((string Move, string Text) part) => part.Move is "validate" or "normalise" or "offer" or "encourage" or "tentative" or "reassure" or "kindness";

    private static IEnumerable<string> Extras(ReplyCase one)
    {
        if (one.User.Conflicts.Count > 0)
            yield return "conflict";
        else if (Course(one) is { } course)
            yield return course;
        else if (one.Past.Earlier(one.User) is not null)
            yield return "earlier";
    }

    /// <summary>"lighter" or "heavier" where the person's course has clearly turned, else null.</summary>
    internal static string? Course(ReplyCase one)
    {
        // Greetings and thanks are no course; only what was told beside an emotion is compared.
        if (IsTalk(one.User.Family) || one.User.Vad is not { } now || one.User.Confidence < Told || one.Past.Turns.LastOrDefault(turn => turn.Perceived is not null && !IsTalk(turn.Family)) is not { Perceived: { } before, Confidence: >= Told })
            return null;
        var change = now.Valence - before.Valence;
        return change >= Lighter && before.Valence < Low && now.Valence > Low ? "lighter" : change <= -Lighter && now.Valence < Low ? "heavier" : null;
    }

    private static bool IsTalk(string family) => family is "neutral" or "unclear" or "unread" || ReplyBook.Find("en")!.Acts.Any(act => act.Family == family);

    private static string? Phrase(string move, ReplyCase one, PhrasePicker picker)
    {
        var slots = Slots(one);
        return picker.Pick(Keys(move, one).FirstOrDefault(key => picker.Has(key)) is { } first ? [first, .. Twin(first, picker)] : [], phrase => Fits(phrase, slots)) is { } picked
            ? Empathy.Slots.Fill(picked, [.. slots]) : null;
    }

    // Phrases with the feeling and those without may stand for each other, for variety.
    private static string[] Twin(string key, PhrasePicker picker) =>
        key.Contains(".felt.", StringComparison.Ordinal) && key.Replace(".felt.", ".", StringComparison.Ordinal) is var twin && picker.Has(twin) ? [twin] : [];

    private static bool Fits(string phrase, List<(string Slot, string Value)> slots)
    {
        for (var at = phrase.IndexOf('{', StringComparison.Ordinal); at >= 0; at = phrase.IndexOf('{', at + 1))
        {
            var slot = phrase[(at + 1)..phrase.IndexOf('}', at)];
            if (!slots.Exists(one => string.Equals(one.Slot, slot, StringComparison.OrdinalIgnoreCase)))
                return false;
        }

        return true;
    }

    private static IEnumerable<string> Keys(string move, ReplyCase one)
    {
        var forms = Forms(one).ToList();
        // A question follows what was told beside the first event, so that both were heard.
        var ids = one.User.Situations.Prepend(one.User.Family).Distinct().ToList();
        if (move == "ask" && ids.Count > 1)
            ids = [.. ids.Skip(1), ids[0]];
        foreach (var id in ids)
        {
            foreach (var form in forms)
                yield return $"{move}.{id}.{form}";
            yield return $"{move}.{id}";
        }

        // The family of the situation has no phrases of its own: those of the emotion that stands out.
        if (one.User.Emotions?.Top is { } top && one.User.Family is not ("neutral" or "unclear"))
        {
            foreach (var form in forms)
                yield return $"{move}.{top.Name()}.{form}";
            yield return $"{move}.{top.Name()}";
        }

        foreach (var form in forms)
            yield return $"{move}.{form}";
        yield return move;
    }

    private static IEnumerable<string> Forms(ReplyCase one)
    {
        var (user, english) = (one.User, one.Book.Language == "en");
        if (user.Words.Length == 0 && user.WasSeenOrHeard)
            yield return "seen";
        if (user.Words.Length == 0 && !user.WasSeenOrHeard)
            yield return "nothing";
        var felt = user.FeelingWord is { Length: > 0 } && one.Book.Language == user.Language;
        if (felt && english && user.Occasion?.Clause is not null)
            yield return "felt.clause";
        if (felt && english && user.FeelingTail is not null)
            yield return "felt.tail";
        if (felt && english && user.Occasion?.About is not null)
            yield return "felt.about";
        if (english && user.Occasion?.Clause is not null)
            yield return "clause";
        if (english && user.Occasion?.About is not null)
            yield return "about";
        if (felt)
            yield return "felt";
        if (user.Occasion is { Clause: null, About: null } && one.Book.Language == user.Language)
            yield return "quote";
    }

    private static List<(string Slot, string Value)> Slots(ReplyCase one)
    {
        var slots = new List<(string, string)> { ("name", one.Persona.Name) };
        void Add(string slot, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                slots.Add((slot, value));
        }

        Add("clause", one.User.Occasion?.Clause);
        Add("about", one.User.Occasion?.About);
        Add("quote", one.User.Occasion?.Text);
        Add("feeling", one.User.FeelingWord);
        Add("tail", one.User.FeelingTail);
        Add("earlier", one.Past.Earlier(one.User));
        Add("topic", one.Topic);
        Add("senses", one.User.Senses);
        if (one.User.Conflicts is [var conflict, ..])
        {
            Add("first", conflict.First.ToString().ToLowerInvariant());
            Add("firstReading", conflict.FirstReading);
            Add("second", conflict.Second.ToString().ToLowerInvariant());
            Add("secondReading", conflict.SecondReading);
        }

        return slots;
    }

    private Dictionary<string, double> Search(PerceivedUser user)
    {
        var words = string.Join(' ', new[] { PlainWords.Of(user.Words), user.FeelingWord, string.Join(' ', user.Situations), user.Family }.Where(part => !string.IsNullOrEmpty(part)));
        return knowledge.Search(new KnowledgeQuery { Text = words.Length > 400 ? words[..400] : words, Kinds = [CardKind.Strategy], Limit = 12 })
            .ToDictionary(hit => hit.Card.Id, hit => hit.Score, StringComparer.Ordinal);
    }

    /// <summary>How many sentences a text has.</summary>
    internal static int Sentences(string text) => System.Text.RegularExpressions.Regex.Count(text, """[.!?…]+["”»“]?(?=\s|$)""");
}
