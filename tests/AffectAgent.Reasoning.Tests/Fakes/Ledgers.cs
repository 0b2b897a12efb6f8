namespace AffectAgent.Reasoning.Tests;

/// <summary>Ledgers for tests: one known by heart, and as many random ones as are wanted.</summary>
internal static class Ledgers
{
    private static readonly string[] Sentences =
        ["I can't believe it", "Thank you so much, this is wonderful", "Leave me alone", "We meet at nine", "I am so afraid of 3 spiders", "He said \"no\" again"];

    private static readonly string[] GoEmotions = ["admiration", "anger", "confusion", "gratitude", "joy", "neutral", "sadness", "surprise", "fear", "disgust", "love"];

    /// <summary>A smile in a clip (E1-E6), a voice (E7-E9), words (E10), and a second person's frown (E11-E12).</summary>
    public static EvidenceLedger Smile()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(Face(EvidenceKinds.FaceTrack, 1) with { Interval = new(0, 4), Value = 0.98, Unit = "share of frames, 0-1" });
        ledger.Add(Expression(1, "happiness", new() { ["happiness"] = 0.91, ["surprise"] = 0.05, ["neutral"] = 0.04 }));
        ledger.Add(Unit(1, 12, 3.4) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(0.4, 2.1), Apex = 1.2, Reliability = Reliability.Verified });
        ledger.Add(Unit(1, 6, 2.1));
        ledger.Add(Unit(1, 4, 0.3));
        ledger.Add(Unit(1, 26, 0.2));
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceActivity, Modality = Modality.Voice, Value = 2.5, Unit = "s", Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = "F0 mean", Value = 212.4, Unit = "Hz", Baseline = 180, Direction = Direction.Higher, Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceAffect, Modality = Modality.Voice, Label = "arousal", Value = 0.42, Unit = "-1..1", Confidence = 0.5, Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "gratitude", Value = 0.83, Unit = "probability", Quote = "Thank you so much", CarryingWords = ["thank you"], Interval = new(1, 2), Distribution = new Dictionary<string, double> { ["happiness"] = 0.8, ["neutral"] = 0.2 }, Source = new("t") });
        ledger.Add(Expression(2, "anger", new() { ["anger"] = 0.7, ["sadness"] = 0.2, ["neutral"] = 0.1 }));
        ledger.Add(Unit(2, 4, 2.6));
        return ledger;
    }

    /// <summary>The analysis of a random ledger; the same for the same seed.</summary>
    public static AnalysisContext Random(int seed)
    {
#pragma warning disable CA5394 // Test data.
        var random = new Random(seed);
        var media = random.Next(4) switch { 0 => FakeMedia.Still, 1 => null, _ => FakeMedia.Clip };
        string?[] questions = [null, "Why?", "When is it strongest?", "How sure are you?", "Is she angry?", "Who is happy?", "What if there were no smile?", "Which emotion is it?", "Is he happy", "why not surprise?", "Could it be fear?", "Why not sad?", "How old is he?",
            "Which action units are there?", "What does AU12 mean?", "Is it a genuine smile?", "How many faces are there?", "Which words matter?", "How strong is it?", "How intense is the smile?", "What are the limits?",
            "Do the face and the voice agree?", "Sum it up", "When does the surprise start and how long does it last?", "What is the heart rate?", "How often does he blink?", "Where does she look?", "Why is she not smiling?",
            "Does person 1 smile more than person 2?", "Who smiles most?", "Valence and arousal?", "What would make this anger?", "Would it be fear if the eyebrows were raised?", "What if you ignore the words?", "How loud is he? Is he nodding?", "What caused it?", "Is it mixed?"];
        var context = Plans.Context(media, new AnalysisRequest { MediaPath = "x", Question = questions[random.Next(questions.Length)] });
        var still = media == FakeMedia.Still;
        for (var person = 1; person <= (media is null ? 0 : random.Next(4)); person++)
            AddFace(context.Ledger, random, person, still);
        if (!still && random.Next(2) == 0)
            AddVoice(context.Ledger, random);
        if (!still && random.Next(2) == 0)
            AddWords(context.Ledger, random);
        return context;
    }

    private static void AddFace(EvidenceLedger ledger, Random random, int person, bool still)
    {
        TimeRange? whole = still ? null : Range(random);
        ledger.Add(Face(EvidenceKinds.FaceTrack, person) with { Interval = whole, Value = random.NextDouble(), Unit = "share of frames, 0-1" });
        foreach (var (label, unit) in (ReadOnlySpan<(string, string)>)[("small", "px"), ("turned", "rad"), ("blurred", "variance of the Laplacian"), ("border", "share inside, 0-1")])
        {
            if (random.Next(6) == 0)
                ledger.Add(Face(EvidenceKinds.FaceQuality, person) with { Label = label, Value = random.NextDouble() * 60, Unit = unit });
        }

        if (random.Next(8) > 0)
        {
            var distribution = Distribution(random);
            ledger.Add(Expression(person, distribution.MaxBy(p => p.Value).Key, distribution) with { Interval = whole, Confidence = random.NextDouble(), Reliability = (Reliability)random.Next(3) });
        }

        foreach (var unit in ActionUnits.OpenFaceIntensity.Where(_ => random.Next(3) > 0))
        {
            var measured = Unit(person, unit, Math.Round(random.NextDouble() * random.NextDouble() * 5, 4)) with { Reliability = (Reliability)random.Next(3) };
            ledger.Add(measured);
            if (still || random.Next(3) > 0)
                continue;
            var interval = Range(random);
            ledger.Add(measured with { Kind = EvidenceKinds.ActionUnitEpisode, Value = random.NextDouble() * 5, Interval = interval, Apex = interval.Start + (interval.Duration * random.NextDouble()) });
        }
    }

    private static void AddVoice(EvidenceLedger ledger, Random random)
    {
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceActivity, Modality = Modality.Voice, Value = random.NextDouble() * 9, Unit = "s", Source = new("t") });
        foreach (var (label, unit) in (ReadOnlySpan<(string, string)>)[("F0 mean", "Hz"), ("level", "dBFS"), ("speaking rate", "syllables/s"), ("jitter (local)", "%"), ("F0 range", "semitones"), ("alpha ratio", "dB")])
        {
            var (value, baseline) = ((random.NextDouble() * 300) - 40, (random.NextDouble() * 300) - 40);
            ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = label, Value = value, Unit = unit, Baseline = baseline, Direction = value > baseline ? Direction.Higher : Direction.Lower, Interval = Range(random), Confidence = random.NextDouble(), Source = new("t") });
        }

        foreach (var label in (string[])["arousal", "valence"])
            ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceAffect, Modality = Modality.Voice, Label = label, Value = (random.NextDouble() * 2) - 1, Unit = "-1..1", Confidence = random.NextDouble(), Reliability = (Reliability)random.Next(3), Interval = Range(random), Source = new("t") });
    }

    private static void AddWords(EvidenceLedger ledger, Random random)
    {
        for (var line = random.Next(4); line >= 0; line--)
        {
            var quote = Sentences[random.Next(Sentences.Length)];
            TimeRange? interval = random.Next(2) == 0 ? null : Range(random);
            ledger.Add(new Evidence { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = quote, Interval = interval, Source = new("t") });
            if (random.Next(3) > 0)
                ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = GoEmotions[random.Next(GoEmotions.Length)], Value = random.NextDouble(), Unit = "probability", Quote = quote, CarryingWords = [quote.Split(' ')[0]], Distribution = Distribution(random), Interval = interval, Confidence = random.NextDouble(), Reliability = (Reliability)random.Next(3), Source = new("t") });
        }
    }

    private static Dictionary<string, double> Distribution(Random random)
    {
        var weights = EmotionNames.All.Where(e => e != Emotion.Contempt).ToDictionary(e => e.Name(), _ => Math.Pow(random.NextDouble(), 4) + 1e-4);
        return weights.ToDictionary(p => p.Key, p => Math.Round(p.Value / weights.Values.Sum(), 4));
    }

    private static TimeRange Range(Random random)
    {
        var start = random.NextDouble() * 3;
        return new TimeRange(start, start + 0.05 + (random.NextDouble() * 3));
    }
#pragma warning restore CA5394

    private static Evidence Face(string kind, int person) => new() { Kind = kind, Modality = Modality.Face, Person = person, Source = new("t") };

    private static Evidence Unit(int person, int unit, double value) => Face(EvidenceKinds.ActionUnit, person) with { ActionUnit = unit, Value = value, Unit = "0-5", Reliability = Reliability.Weak };

    // As the network gives it: all of its seven classes, those not named at zero.
    private static Evidence Expression(int person, string label, Dictionary<string, double> distribution) =>
        Face(EvidenceKinds.Expression, person) with
        {
            Label = label, Value = distribution[label], Unit = "probability", Reliability = Reliability.Verified,
            Distribution = EmotionNames.All.Where(e => e != Emotion.Contempt).ToDictionary(e => e.Name(), e => distribution.GetValueOrDefault(e.Name())),
        };
}
