using AffectAgent.Empathy.Care;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;

namespace AffectAgent.Empathy;

/// <summary>Answers a person: care first, then what is perceived, the chain of empathy, a strategy, and one plan of words, voice and face.</summary>
public interface IResponder
{
    /// <summary>Answers.</summary>
    /// <param name="request">What is to be answered.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">There is nothing to answer, or the medium can't be read.</exception>
    Task<EmpatheticReply> RespondAsync(RespondRequest request, CancellationToken cancellationToken = default);
}

/// <summary>The reply as documented in docs/empathy.md. Thread-safe.</summary>
/// <param name="agent">Perceives; null where only analyses that were made elsewhere are answered.</param>
/// <param name="knowledge">The cards.</param>
/// <param name="clock">Dates the turns.</param>
/// <param name="tone">Reads the reply's own tone, or null for none.</param>
/// <param name="writer">Words the reply in place of the composer where it passes the checks, or null for none.</param>
public sealed class Responder(IAffectAgent? agent, IKnowledgeBase knowledge, TimeProvider clock, ITextTone? tone = null, IReplyWriter? writer = null) : IResponder
{
    private const int Tries = 6;
    private const int MostText = 100_000;

    // After a crisis nothing celebrates: no valence that a face would smile with.
    private const double MostAfterCrisis = 0;

    private readonly UserReader _reader = new(EmotionVocabulary.LoadBuiltIn());
    private readonly ReplyComposer _composer = new(knowledge);
    private readonly ChainBuilder _chain = new(knowledge);
    private readonly ToneCheck _check = new(tone);

    /// <inheritdoc/>
    public async Task<EmpatheticReply> RespondAsync(RespondRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.MediaPath is null && string.IsNullOrWhiteSpace(request.Text))
            throw new UserException("There is nothing to answer.", "Give words with --text, or a picture, video or sound file.");
        if (request.Text?.Length > MostText)
            throw new UserException($"The text is longer than {MostText} characters.", "Give the part that matters.");
        // Care comes before anything is read or worded.
        if (request.Text is { } text && Fixed(request, text) is { } first)
            return first;
        var language = CareDetector.Default.Check(request.Text ?? "").Language;
        var (analysis, said) = request.MediaPath is not null || (language == "en" && !PlainWords.IsForeignScript(request.Text!) && PlainWords.WithoutLaughs(request.Text!).Length > 0) ? await AnalyseAsync(request, cancellationToken).ConfigureAwait(false) : (null, null);
        var words = Words(request, analysis);
        if (request.MediaPath is not null && words.Length > 0 && Fixed(request, words, said) is { } heard)
            return heard;
        if (request.MediaPath is not null)
            language = CareDetector.Default.Check(words).Language;
        return await ComposeAsync(request, _reader.Read(words, language, analysis), analysis, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers words with what tools have measured of them already.</summary>
    /// <param name="request">The request; its text holds the words.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<EmpatheticReply> RespondAsync(RespondRequest request, IReadOnlyList<Evidence> evidence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var words = request.Text ?? "";
        if (Fixed(request, words) is { } first)
            return first;
        var analysis = new AnalysisResult { Version = AffectAgentEngine.Version, Explanations = [], Evidence = evidence, Unscored = [], Cards = [], Tools = [] };
        return await ComposeAsync(request, _reader.Read(words, CareDetector.Default.Check(words).Language, analysis), analysis, cancellationToken).ConfigureAwait(false);
    }

    // All lines of a transcript are checked, though only some are read.
    private EmpatheticReply? Fixed(RespondRequest request, string words, IReadOnlyList<string>? lines = null)
    {
        var check = CareDetector.Default.Check(lines ?? [words]);
        if (check.First is not { } sign)
            return null;
        var state = request.Past.Care();
        var isCrisis = check.IsCrisis;
        // Help is told in the person's own language, whatever the persona speaks.
        var answer = CareAnswers.Default.AnswerFor(check with { Minor = check.Minor || state.Minor }, check.Language, request.Region);
        // A limit that is set after a crisis doesn't take the help away.
        if (!isCrisis && CareAnswers.Default.FollowUp(state, answer.Language, request.Region) is { } follow)
            answer = answer with { Text = $"{follow.Text} {answer.Text}", Lines = follow.Lines, LinesText = follow.LinesText };
        var transition = EmotionTransition.Step(isCrisis ? "crisis" : "boundary", isCrisis ? null : request.Past.LastReply, null, request.Persona.Traits, state.HasCrisis ? MostAfterCrisis : 1);
        // In a crisis face and voice are calm at once, whatever went before.
        if (isCrisis)
            transition = transition with { Reached = ReplyRules.Default.Manners["crisis"].Base, Alpha = 1, Target = ReplyRules.Default.Manners["crisis"].Base };
        var plan = Plan(request.Persona, answer.Text, answer.Language, transition, ToneCheck.Fixed, "care") with { Shown = answer.LinesText };
        return new EmpatheticReply
        {
            Version = AffectAgentEngine.Version,
            Persona = request.Persona,
            Care = new CareOutcome(isCrisis, sign.Kind.Name(), sign.Severity, state.HasCrisis, answer.Lines, answer.Region),
            Chain = EmpathyChain.None,
            Transition = transition,
            Plan = plan,
            Turn = Turn(request, words, isCrisis ? "crisis" : "boundary", null, plan, []) with { Care = sign.Kind.Name(), Severity = sign.Severity.ToString() },
        };
    }

    private async Task<(AnalysisResult Result, IReadOnlyList<string>? Said)> AnalyseAsync(RespondRequest request, CancellationToken cancellationToken)
    {
        var asked = new AnalysisRequest { MediaPath = request.MediaPath, TranscriptPath = request.TranscriptPath, Text = request.Text is { } text ? PlainWords.WithoutLaughs(text) : null };
        var engine = agent ?? throw new InvalidOperationException("This responder has no agent to perceive with.");
        await foreach (var happened in engine.AnalyzeAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            if (happened is CompletedEvent completed)
                return (completed.Result, completed.Context.TryGet<Transcript>(out var transcript) ? [.. transcript.Lines.Select(line => line.Text)] : null);
        }

        throw new InvalidOperationException("The analysis ended without a result.");
    }

    private static string Words(RespondRequest request, AnalysisResult? analysis) =>
        request.MediaPath is null ? request.Text!
        : string.Join(' ', (analysis?.Evidence ?? []).Where(one => one.Kind == EvidenceKinds.TranscriptLine).Select(one => one.Quote).OfType<string>().DefaultIfEmpty(request.Text ?? ""));

    // Somebody may speak where there is sound; a recogniser that ran and found no words has listened.
    private static bool IsUnheard(PerceivedUser user, AnalysisResult? analysis) =>
        user.Words.Length == 0 && analysis?.Media?.Audio is not null && !analysis.Tools.Any(call => call is { Tool: "transcribe_speech", Failed: false });

    private async Task<EmpatheticReply> ComposeAsync(RespondRequest request, PerceivedUser user, AnalysisResult? analysis, CancellationToken cancellationToken)
    {
        var state = request.Past.Care();
        var one = Case(request, user, state);
        user = one.User;
        var transition = EmotionTransition.Step(one.Rule.Manner, request.Past.LastReply, user.Vad, request.Persona.Traits, state.HasCrisis ? MostAfterCrisis : 1);
        var notes = new List<AnalysisNote>();
        var (reply, agreement) = state.HasCrisis ? (_composer.Compose(one), ToneCheck.AfterCrisis) : Agreeing(one, transition);
        var chain = _chain.Build(one.User, one.Rule, reply.Moves, reply.Scores);
        var by = "composer";
        var text = reply.Text;
        if (writer is not null && !state.HasCrisis && one.Book.Language == user.Language)
        {
            var task = new ReplyTask(user, request.Persona, request.Past, chain, transition, one.Book.Language, one.Discloses, reply.Text);
            var written = await writer.WriteAsync(task, cancellationToken).ConfigureAwait(false);
            var read = written.Text is null ? null : _check.Check(written.Text, one.Book.Language, transition);
            if (written.Text is { } better && read!.Agrees is not false)
                (text, by, agreement) = (better, written.By, read);
            else
                notes.Add(new AnalysisNote("reply", written.Why ?? read!.Note));
        }

        var follow = state.HasCrisis ? CareAnswers.Default.FollowUp(state, one.Book.Language, request.Region) : null;
        var unread = Unread(user, one);
        var unheard = IsUnheard(user, analysis) ? CareAnswers.Default.Unheard(one.Book.Language, request.Region) : null;
        var uncheckable = user.Words.Length > 0 && CareDetector.Default.Check(user.Words).IsUnread ? CareAnswers.Default.Unchecked(one.Book.Language, request.Region) : null;
        var shown = string.Join("\n\n", new[] { follow?.LinesText, uncheckable, unheard }.Where(part => !string.IsNullOrEmpty(part)));
        var plan = Plan(request.Persona, string.Join(' ', new[] { unread, follow?.Text, text }.Where(part => !string.IsNullOrEmpty(part))), one.Book.Language, transition, agreement, by) with { Shown = shown, Phrases = reply.Phrases };
        return new EmpatheticReply
        {
            Version = AffectAgentEngine.Version,
            Persona = request.Persona,
            Care = new CareOutcome(false, null, CareSeverity.None, state.HasCrisis, follow?.Lines ?? [], follow?.Region) { NotHeard = unheard },
            Perceived = user,
            Chain = chain,
            Transition = transition,
            Plan = plan,
            Turn = Turn(request, user.Words, user.Family, user, plan, reply.Moves),
            Notes = [.. notes, .. analysis?.Notes ?? []],
            Evidence = analysis?.Evidence ?? [],
        };
    }

    private static ReplyCase Case(RespondRequest request, PerceivedUser user, CareState state)
    {
        var topic = request.Persona.Boundaries.FirstOrDefault(topic => user.Words.Contains(topic, StringComparison.OrdinalIgnoreCase));
        var heard = user.Language is not "und" && ReplyBook.Find(user.Language) is not null;
        if (topic is not null)
            user = user with { Family = "kept-out" };
        else if (!heard && user.Words.Length > 0)
            user = user with { Family = user.Emotions is null ? "unread" : user.Family };
        var book = ReplyBook.Find(request.Persona.Language ?? user.Language) ?? ReplyBook.Find("en")!;
        var rule = Rule(user);
        if (rule.Manner == "joy" && (state.HasCrisis || IsLaughAlone(user)))
        {
            user = user with { Family = "neutral", Situations = [], FeelingWord = null, FeelingTail = null };
            rule = Rule(user);
        }

        return new ReplyCase(user, rule, book, request.Persona, request.Past, request.Seed)
        {
            Discloses = request.Past.Turns.Count == 0,
            IsShort = state.HasCrisis,
            Topic = topic,
        };
    }

    private static ReplyRule Rule(PerceivedUser user) =>
        ReplyRules.Default.Of(user.Family, user.Situations is [var told, ..] ? told : "", user.Emotions?.Top.Name() ?? "unclear");

    // Beside a laugh only joy that was told counts: the reader of words takes dry jokes for glad ones.
    private static bool IsLaughAlone(PerceivedUser user) =>
        PlainWords.Laughs(user.Words) && !user.Shares.Any(share => share.From is "said" or "event" && share.Emotion == Emotion.Happiness);

    // Other wordings are tried before the plan is said to contradict itself.
    private (ComposedReply Reply, ReplyAgreement Agreement) Agreeing(ReplyCase one, EmotionTransition transition)
    {
        var first = _composer.Compose(one);
        var agreement = _check.Check(first.Text, one.Book.Language, transition);
        for (var more = 1; more < Tries && agreement.Agrees is false; more++)
        {
            var other = _composer.Compose(one with { Seed = one.Seed + (more * 1000) });
            if (_check.Check(other.Text, one.Book.Language, transition) is { Agrees: true } better)
                return (other, better);
        }

        return (first, agreement);
    }

    private static string? Unread(PerceivedUser user, ReplyCase one) =>
        user.Words.Length > 0 && user.Language != "und" && ReplyBook.Find(user.Language) is null && one.Book.Language == "en" ? OtherLanguages.Sentence(user.Language) : null;

    private static ReplyPlan Plan(Persona persona, string text, string language, EmotionTransition transition, ReplyAgreement agreement, string by)
    {
        var emotions = ReplyExpression.Of(transition);
        return new ReplyPlan
        {
            Text = text,
            Language = language,
            Emotions = emotions,
            Emotion = ReplyExpression.Spec(emotions),
            Vad = transition.Reached,
            Voice = persona.Voice,
            Look = persona.Look,
            Agreement = agreement,
            WrittenBy = by,
        };
    }

    private ConversationTurn Turn(RespondRequest request, string words, string family, PerceivedUser? user, ReplyPlan plan, IReadOnlyList<string> moves) => new()
    {
        Turn = request.Past.Turns.Count + 1,
        Time = clock.GetUtcNow(),
        User = words,
        Media = request.MediaPath is null ? null : Path.GetFileName(request.MediaPath),
        Family = family,
        Occasion = user?.Occasion?.Clause,
        Perceived = user?.Vad,
        Confidence = user?.Confidence ?? 0,
        Reply = plan.Text,
        ReplyVad = plan.Vad,
        Moves = moves,
        Phrases = plan.Phrases,
    };
}
