using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>The forms that questions take, each with what it asks for, in the order in which they are tried.</summary>
internal static partial class QuestionForms
{
    private static readonly (Regex Words, string Card)[] BeyondReading =
    [
        (Lie(), "limit/deception"),
        (Illness(), "limit/health"),
        (Decision(), "limit/law"),
        (Inner(), "limit/feelings"),
    ];

    // Forms that decide, whatever else the question holds.
    private static readonly (Func<string, bool> Fits, QuestionKind Kind)[] First =
    [
        (SmileKindOf, QuestionKind.SmileKind),
        (Meaning().IsMatch, QuestionKind.Meaning),
    ];

    private static readonly (Func<string, bool> Fits, QuestionKind Kind)[] Then =
    [
        (IsWithout, QuestionKind.Without),
        (WouldTurn().IsMatch, QuestionKind.WhatWouldTurn),
        (Sure().IsMatch, QuestionKind.Sure),
        (WhatIf().IsMatch, QuestionKind.Without),
        (Agree, QuestionKind.Agreement),
        (Compare().IsMatch, QuestionKind.Compare),
        (Dimensions().IsMatch, QuestionKind.Dimensions),
        (Count().IsMatch, QuestionKind.Count),
        (MeasureAnswer.Names, QuestionKind.Measure),
        (Movements().IsMatch, QuestionKind.Movements),
        (CarryingWords().IsMatch, QuestionKind.CarryingWords),
        (Advice().IsMatch, QuestionKind.Advice),
        (Limits().IsMatch, QuestionKind.Limits),
        (Summary().IsMatch, QuestionKind.Summary),
        (plain => WhyNotThere().IsMatch(plain) && NamedMovements.In(plain).Count > 0, QuestionKind.WhyNotShown),
        (Cause().IsMatch, QuestionKind.Cause),
        (Changed().IsMatch, QuestionKind.Changed),
        (When().IsMatch, QuestionKind.When),
        (Strength, QuestionKind.Strength),
        (EvidenceFor().IsMatch, QuestionKind.Evidence),
        (Compound().IsMatch, QuestionKind.Compound),
    ];

    /// <summary>What the question asks for by its form, or null where it has none of these.</summary>
    /// <param name="plain">The question as <see cref="QuestionWords"/> writes it.</param>
    /// <param name="namesEmotion">True if it names an emotion.</param>
    /// <param name="limitCard">For <see cref="QuestionKind.Limit"/>, the card that says why not.</param>
    public static QuestionKind? Of(string plain, bool namesEmotion, out string? limitCard)
    {
        limitCard = null;
        if (Array.Find(First, form => form.Fits(plain)) is { Fits: not null } first)
            return first.Kind;
        if (Array.Find(BeyondReading, limit => limit.Words.IsMatch(plain)) is { Card: { } card })
        {
            limitCard = card;
            return QuestionKind.Limit;
        }

        // "What if it were fear?" supposes a reading, and no sign of it.
        var found = Array.Find(Then, form => form.Fits(plain));
        return found.Fits is null || (found.Kind == QuestionKind.Without && namesEmotion && NothingNamed(plain)) ? null : found.Kind;
    }

    /// <summary>The channel that a question supposes gone: "without the words", "if you ignore her voice"; null where it names none.</summary>
    public static Modality? ChannelGone(string plain) => NoChannel().Match(plain) is { Success: true } match ? Vocabulary.Modalities[match.Groups["m"].Value] : null;

    private static bool NothingNamed(string plain) => NamedMovements.Find(plain) is null && ChannelGone(plain) is null && !Sign().IsMatch(plain);

    private static bool IsWithout(string plain) => WhatIf().IsMatch(plain) && (NamedMovements.Find(plain) is not null || ChannelGone(plain) is not null) && !WouldMake().IsMatch(plain);

    private static bool SmileKindOf(string plain) => ReachesEyes().IsMatch(plain) || (Smile().IsMatch(plain) && Genuine().IsMatch(plain) && !Definition().IsMatch(plain));

    // A question of agreement names two channels, or the channels.
    private static bool Agree(string plain) => Agrees().IsMatch(plain) && (Channels().IsMatch(plain) || new[] { OfFace(), OfVoice(), OfWords() }.Count(channel => channel.IsMatch(plain)) > 1);

    private static bool Strength(string plain) => HowStrong().IsMatch(plain) || (Weak().IsMatch(plain) && NamedMovements.In(plain).Count > 0);

    [GeneratedRegex(@"\b(?:lie|lies|lying|lied|liar|honest|truthful|sincere|insincere|genuine|fake|faking|faked|pretend\w*|deceiv\w*|deception|bluff\w*|hiding something|acting)\b|\btell(?:s|ing)? the truth\b")]
    private static partial Regex Lie();

    [GeneratedRegex(@"\b(?:depress\w+|autis\w+|bipolar|schizo\w+|adhd|disorder|diagnos\w+|mentally|mental|illness|ill|sick|suicid\w*|parkinson\w*|dementia|drunk|on drugs|in pain|anxiety disorder|ptsd)\b")]
    private static partial Regex Illness();

    [GeneratedRegex(@"\b(?:hire|hiring|fire (?:him|her|them)|promote|employ\w*|job interview|candidate|good worker|at work|pupil|student|in class|attentive in|trustworth\w*|criminal|dangerous|guilty|suspect|terrorist|personality|intelligen\w*)\b|\btrust (?:him|her|them)\b|\b(?:he|she|they) be trusted\b")]
    private static partial Regex Decision();

    [GeneratedRegex(@"\b(?:really|truly|actually|genuinely|deep down|inside|in (?:his|her|their) heart)\b[^?]*\bfeel\w*|\bfeel\w*\b[^?]*\b(?:really|truly|actually|inside|deep down)\b|\b(?:true|real|inner|hidden) (?:feelings?|emotions?|self)\b|(?<!\byou )\bthink(?:s|ing)?(?: about| of)?\s*\??\s*$|\bin love\b|\bin (?:his|her|their) (?:head|mind)\b")]
    private static partial Regex Inner();

    [GeneratedRegex(@"\bhow (?:sure|certain|confident|reliable|trustworthy)\b|\bhow likely (?:is|are) (?:it|this|that|you)\b|\bare you (?:\w+ )?(?:sure|certain|positive)\b|\bconfidence\b|\b(?:trust|rely on|believe|depend on) (?:this|that|it|these|the (?:result|reading|answer|analysis))\b")]
    private static partial Regex Sure();

    [GeneratedRegex(@"\bwhat (?:would|could|might) (?:have to |need to )?(?:make|turn|change|be different|tip|take|happen|it take)\b|\bwhat (?:has|have|needs?) to (?:change|happen|be different)\b|\bhow (?:would|could) (?:it|this|that|he|she|they)\b[^?]*\b(?:become|turn|read|be read|look)\b|\bwhen would (?:it|this)\b")]
    private static partial Regex WouldTurn();

    [GeneratedRegex(@"\bwould make\b|\bit take\b|\bwould (?:have|need) to\b")]
    private static partial Regex WouldMake();

    [GeneratedRegex(@"\bwhat if\b|\bwithout (?:the|that|this|an?|any|her|his|their|au) ?\w+|\bwould\b.*\b(?:if|with)\b|\bif\b.*\b(?:were|was|had|would|did not|stopped|gone|missing)\b|\bwould (?:it|this|that|he|she|they|you) (?:still|be|read)\b|\b(?:imagine|suppose|supposing|assum\w+)\b|\b(?:take|taking|took) away\b|\b(?:remov|ignor|disregard)\w*|\bleav(?:e|ing) out\b|\bonly (?:by|from) (?:the|his|her|their)\b")]
    private static partial Regex WhatIf();

    [GeneratedRegex(@"\b(?:without|ignor\w+|disregard\w*|remov\w*|leav\w+ out|take away|there (?:were|was) no|were not for) (?:the |his |her |their |any )?(?<m>face|voice|words|transcript|text|pitch)\b")]
    private static partial Regex NoChannel();

    [GeneratedRegex(@"\b(?:signs?|cues?|movements?|units?|evidence)\b")]
    private static partial Regex Sign();

    [GeneratedRegex(@"\breach\w* (?:his|her|their|the) eyes\b")]
    private static partial Regex ReachesEyes();

    [GeneratedRegex(@"\b(?:smil\w*|grin\w*)\b")]
    private static partial Regex Smile();

    [GeneratedRegex(@"\b(?:genuine|real|true|fake|faked|sincere|insincere|authentic|honest|polite|forced|posed|duchenne|social|felt|kind of|sort of|type of|spontaneous)\b")]
    private static partial Regex Genuine();

    [GeneratedRegex(@"\bwhat (?:is|are) an?\b|\bdefin\w+\b|\bmeans?\b|\bexplain what\b")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bwhat (?:is|are|does|do|about) (?:the )?(?:au|action unit|facs)s? ?\d*(?: (?:mean|means|anyway|again|exactly|actually|stand for|do|show))*\s*\??\s*$|\bwhat (?:is|are) (?:meant by |an? )(?!good|better|way)|\bwhat does (?!it\b|this\b|that\b|he\b|she\b|they\b)[^?]+\b(?:mean|stand for)\b|\bdefin(?:e|ition)\b|\bexplain what\b|\bmeaning of\b")]
    private static partial Regex Meaning();

    [GeneratedRegex(@"\b(?:agree\w*|match\w*|fits?|consistent|congruent|in line|line up|coincide|contradict\w*|conflict\w*|mismatch\w*|disagree\w*|at odds|differ\w*|clash\w*|same)\b")]
    private static partial Regex Agrees();

    [GeneratedRegex(@"\b(?:channels?|modalit\w+)\b")]
    private static partial Regex Channels();

    [GeneratedRegex(@"\b(?:face|facial|looks?|expression)\b")]
    private static partial Regex OfFace();

    [GeneratedRegex(@"\b(?:voice|vocal|tone|sounds?|pitch)\b")]
    private static partial Regex OfVoice();

    [GeneratedRegex(@"\b(?:words?|says?|said|saying|text|transcript|speech)\b")]
    private static partial Regex OfWords();

    [GeneratedRegex(@"\b(?:who|which (?:person|face|one|of (?:them|the)))\b[^?]*\b(?:\w+est|\w+ier|more|most|less|least|than)\b|\bcompare\b|\bthan (?:person \d|the (?:other|one|man|woman|guy|girl|boy|person|lady|kid|child|left|right)|him\b|her\b|them\b)|\bdifference between (?:person|the two|them|the (?:man|woman|people|faces))|\bboth (?:persons|people|faces)\b")]
    private static partial Regex Compare();

    [GeneratedRegex(@"\b(?:valence|arousal|aroused|dominance|vad|activation)\b|\b(?:positive|negative|pleasant|unpleasant)\b|\bhow (?:calm|energetic|tense)\b")]
    private static partial Regex Dimensions();

    [GeneratedRegex(@"\b(?:how many|(?:number|count) of) (?:different |other )?(?:people|persons?|faces|men|women|kids|children|guys|girls|boys|heads|individuals|subjects)\b|\bhow many (?:are there|are in|do you see|can you see)\b")]
    private static partial Regex Count();

    [GeneratedRegex(@"\b(?:action units?|aus|muscles?|facial movements?|facs codes?)\b|\b(?:what|which|list|name) (?:\w+ )?movements\b|\bwhat (?:is|does) (?:the|his|her|their) face do(?:ing)?\b")]
    private static partial Regex Movements();

    [GeneratedRegex(@"\b(?:which|what) (?:\w+ ){0,3}?words?\b|\bwords? (?:\w+ ){0,3}?(?:matter\w*|carr\w+|decid\w+|important|count\w*|gave|weigh\w*)\b")]
    private static partial Regex CarryingWords();

    [GeneratedRegex(@"\bwhat (?:should|can|could|do|shall) (?:i|we) (?:do|say|tell|answer|reply|write)\b|\bhow (?:should|do|can|could|shall) (?:i|we) (?:react|respond|answer|reply|help|comfort|talk|deal)\b|\badvice\b|\badvise\b")]
    private static partial Regex Advice();

    [GeneratedRegex(@"\b(?:limit(?:s|ed|ation|ations)?|weakness\w*|caveats?|drawbacks?|shortcomings?|blind spots?|bias\w*|pitfalls?)\b|\bwhat (?:can|could) (?:(?:you|it|this|we|i) not|not (?:you|it|this|we|i))\b|\bkeep in mind\b|\bcareful\b|\bwatch out\b|\b(?:go|be|gone) wrong\b|\bmistaken\b|\bnot (?:able to )?(?:tell|know|judge|measured?)\b")]
    private static partial Regex Limits();

    [GeneratedRegex(@"\bsummar\w+|\bsum (?:\w+ )?up\b|\bin (?:a|one) (?:sentence|word|nutshell)\b|\b(?:short|quick|brief) (?:version|answer|summary|overview)\b|\boverview\b|\bin short\b|\bbriefly\b|\bmain (?:points?|findings?|result)\b|\bbottom line\b|\btake-?away\b")]
    private static partial Regex Summary();

    [GeneratedRegex(@"\b(?:why|how come)\b.*\b(?:not|no|never)\b")]
    private static partial Regex WhyNotThere();

    [GeneratedRegex(@"\bwhat (?:has |have |had |did |is |was )?(?:\w+ )?(?:caus\w+|happened|triggered|upset\w*|brought (?:it|this) (?:about|on)|made (?:him|her|them|you|me))\b|\bset \w+ off\b|\bthe (?:cause|occasion|trigger)\b|\bbecause of what\b|\bwhat (?:is|was|are|were)\b[^?]*\babout\b")]
    private static partial Regex Cause();

    [GeneratedRegex(@"\bchang(?:e|es|ed|ing)\b|\bover time\b|\bdevelop\w*\b|\b(?:unfold|evolv|progress)\w*\b|\bthe (?:course|sequence|story)\b|\bturning point\b|\bat (?:the )?(?:first|start|beginning|end)\b")]
    private static partial Regex Changed();

    [GeneratedRegex(@"\bwhen\b|\b(?:at |in )?(?:what|which) (?:time|moment|second|point)\b|\bhow long\b|\bduration\b|\bhow many seconds\b")]
    private static partial Regex When();

    [GeneratedRegex(@"\bhow (?:strong\w*|intense\w*|big|deep|pronounced|marked|clear|obvious|broad|weak)\b|\bintensity\b|\bstrength\b|\bhow much (?:\w+ ){0,3}(?:smil\w*|frown\w*)")]
    private static partial Regex HowStrong();

    [GeneratedRegex(@"\b(?:slight|faint|subtle|weak|strong|intense|big|small|mild)\b")]
    private static partial Regex Weak();

    [GeneratedRegex(@"\bevidence\b|\bwhat (?:speaks?|points?|shows?|indicates?|suggests?|supports?|argues?)\b|\b(?:signs?|hints?|traces?) (?:of|for)\b|\bproof\b|\bhow (?:do|can|could) you (?:know|tell|see)\b|\bwhat do you (?:base|see)\b|\bwhat makes you\b")]
    private static partial Regex EvidenceFor();

    [GeneratedRegex(@"\bmix(?:ed|ture)?\b|\bcompound\b|\bblend(?:ed)?\b|\bboth\b|\bat the same time\b|\bambivalen\w+\b|\b(?:more than|just|only) one (?:emotion|expression|feeling)\b|\b(?:several|multiple) (?:emotions|expressions|feelings)\b|\bone (?:emotion|expression) or\b")]
    private static partial Regex Compound();
}
