namespace AffectAgent.Reasoning;

/// <summary>Two modalities that read differently.</summary>
/// <param name="First">The heavier one.</param>
/// <param name="Second">The other.</param>
/// <param name="Divergence">Jensen-Shannon divergence of their distributions, each as the scorer has it alone, bits, 0 to 1.</param>
internal sealed record Disagreement(Modality First, Modality Second, double Divergence);

/// <summary>All witnesses taken together.</summary>
/// <param name="Distribution">The calibrated distribution.</param>
/// <param name="ByModality">
/// What each modality reads as by itself, and its share of all that was said: a face's and a voice's as their models have it, without the
/// prior and the corrections, which belong to the reading as a whole; that of words and of a face without a model, as the scorer has it.
/// </param>
/// <param name="Disagreements">Modalities that read differently.</param>
internal sealed record FusedReading(
    EmotionDistribution Distribution,
    IReadOnlyDictionary<Modality, (EmotionDistribution Distribution, double Share)> ByModality,
    IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>What each channel said for and against each emotion, the one that said most first.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    /// <summary>What held the leading probability down, the worst first.</summary>
    public IReadOnlyList<Lowering> LoweredBy { get; init; } = [];
}

/// <summary>
/// Fuses the witnesses by a log-linear opinion pool (Genest and Zidek, 1986) with fitted parameters: each channel's scores, less its bias,
/// are sharpened or flattened by its weight, its trust and, for faces, the circumstances (clauses of a text each by itself, then mixed); what it then says of an emotion is
/// the log of how far it raises or lowers it against even, and no channel says more than its lapse allows. The sum of these and the log of the prior,
/// made to add up to 1, is the distribution. So a channel that is missing adds nothing, and more probability in a channel
/// never lowers that emotion. An emotion that no channel can tell is not in the distribution.
/// </summary>
internal static class ModalityFusion
{
    /// <summary>Divergence, bits, from which on two modalities are said to disagree.</summary>
    public const double LeastDivergence = 0.4;

    /// <summary>A modality of less than this share is too faint to be called a disagreement.</summary>
    private const double LeastShare = 0.05;

    /// <summary>A measure that nobody has shown to work counts this share of a fitted one: a judgement, since none could be fitted.</summary>
    private const double UnverifiedWeight = 0.3;

    private static readonly Dictionary<string, double> NoCircumstances = [];

    /// <summary>Fuses; at least one witness.</summary>
    /// <param name="witnesses">What the channels say.</param>
    /// <param name="circumstances">What makes the face hard to see; null for nothing.</param>
    /// <param name="parameters">How the channels count; null for the built-in ones.</param>
    public static FusedReading Fuse(IReadOnlyList<Witness> witnesses, IReadOnlyDictionary<string, double>? circumstances = null, FusionParameters? parameters = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(witnesses.Count);
        var with = parameters ?? FusionParameters.BuiltIn;
        var seen = circumstances ?? NoCircumstances;
        var said = witnesses.Select(w => (Witness: w, ByEmotion: Says(w, seen, with))).ToList();
        var size = said.ConvertAll(one => Spread(one.ByEmotion.Values));
        var all = size.Sum() + 1e-12;
        var contributions = said.Select((one, i) => new Contribution(one.Witness.Channel, one.Witness.Modality, one.ByEmotion, size[i] / all, one.Witness.EvidenceIds))
            .OrderByDescending(c => c.Share).ThenBy(c => c.Channel).ToList();
        var distribution = Pool(contributions, with);
        var byModality = contributions.GroupBy(c => c.Modality).ToDictionary(group => group.Key, group => (Own(group, witnesses, with), group.Sum(c => c.Share)));
        var scored = contributions.GroupBy(c => c.Modality).ToDictionary(group => group.Key, group => Pool(group, with));
        return new FusedReading(distribution, byModality, FindDisagreements(byModality, scored))
        {
            Contributions = contributions,
            LoweredBy = [.. Lowering.Of(distribution, witnesses, seen, (some, under) => Pool(some.Select(w => Said(w, under, with)), with))],
        };
    }

    /// <summary>Jensen-Shannon divergence of two distributions, bits: 0 (the same) to 1 (nothing in common).</summary>
    public static double Divergence(EmotionDistribution a, EmotionDistribution b)
    {
        var sum = 0.0;
        foreach (var emotion in EmotionNames.All)
        {
            var middle = (a[emotion] + b[emotion]) / 2;
            sum += Part(a[emotion], middle) + Part(b[emotion], middle);
        }

        return Math.Clamp(sum / 2, 0, 1);
    }

    private static double Part(double p, double middle) => p > 0 ? p * Math.Log2(p / middle) : 0;

    private static Contribution Said(Witness witness, IReadOnlyDictionary<string, double> circumstances, FusionParameters with) =>
        new(witness.Channel, witness.Modality, Says(witness, circumstances, with), 0, []);

    private static Dictionary<Emotion, double> Says(Witness witness, IReadOnlyDictionary<string, double> circumstances, FusionParameters with)
    {
        var of = with.Of(witness.Channel);
        var weight = of.Weight * Math.Pow(witness.Trust, of.TrustPower)
            * (witness.Modality == Modality.Face ? with.Leaves(circumstances) : 1) * (witness.Reliability == Reliability.Unverified ? UnverifiedWeight : 1);
        var probabilities = witness.Parts is { } parts ? Mixed(parts, scores => Sharpened(scores, weight, of)) : Sharpened(witness.Scores, weight, of);
        return probabilities.ToDictionary(pair => pair.Key, pair => Math.Log(((1 - of.Lapse) * probabilities.Count * pair.Value) + of.Lapse));
    }

    private static Dictionary<Emotion, double> Sharpened(IReadOnlyDictionary<Emotion, double> scores, double weight, ChannelParameters of)
    {
        var weighed = scores.ToDictionary(pair => pair.Key, pair => weight * (pair.Value + of.Bias.GetValueOrDefault(pair.Key.Name())));
        var highest = weighed.Values.Max();
        var odds = weighed.ToDictionary(pair => pair.Key, pair => Math.Exp(pair.Value - highest));
        var sum = odds.Values.Sum();
        return odds.ToDictionary(pair => pair.Key, pair => pair.Value / sum);
    }

    // Each part is sharpened by itself, and what the parts leave is spread evenly: it says nothing.
    private static Dictionary<Emotion, double> Mixed(IReadOnlyList<WitnessPart> parts, Func<IReadOnlyDictionary<Emotion, double>, Dictionary<Emotion, double>> sharpened)
    {
        var known = EmotionNames.All.Where(e => parts.Any(part => part.Distribution.Has(e))).ToList();
        var left = Math.Max(0, 1 - parts.Sum(part => part.Share)) / known.Count;
        var mixed = known.ToDictionary(e => e, _ => left);
        foreach (var part in parts)
        {
            var says = part.IsScored ? sharpened(Witnesses.Logs(part.Distribution)) : null;
            foreach (var e in known)
                mixed[e] += part.Share * (says is null ? part.Distribution[e] : says.GetValueOrDefault(e));
        }

        return mixed;
    }

    private static EmotionDistribution Pool(IEnumerable<Contribution> contributions, FusionParameters with)
    {
        var all = contributions.ToList();
        var known = EmotionNames.All.Where(e => all.Exists(c => c.ByEmotion.ContainsKey(e))).ToDictionary(e => e, e => with.LogPrior(e) + all.Sum(c => c.For(e)));
        var highest = known.Values.Max();
        return EmotionDistribution.FromWeights(known.ToDictionary(pair => pair.Key, pair => Math.Exp(pair.Value - highest)));
    }

    // The labels of words are no emotions, so only the scorer says what they come to; a face or a voice says it itself.
    private static EmotionDistribution Own(IGrouping<Modality, Contribution> modality, IReadOnlyList<Witness> witnesses, FusionParameters with) =>
        witnesses.FirstOrDefault(w => w.Modality == modality.Key && w.Channel is (ReadingChannel.Expression or ReadingChannel.Voice)) is { } direct
            ? EmotionDistribution.FromWeights(direct.Scores.ToDictionary(pair => pair.Key, pair => Math.Exp(pair.Value)))
            : Pool(modality, with);

    private static double Spread(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    // They must read differently by themselves, and lie far apart as the scorer weighs them.
    private static List<Disagreement> FindDisagreements(Dictionary<Modality, (EmotionDistribution Distribution, double Share)> byModality, Dictionary<Modality, EmotionDistribution> scored)
    {
        var found = new List<Disagreement>();
        var ordered = byModality.OrderByDescending(pair => pair.Value.Share).ThenBy(pair => pair.Key).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            for (var j = i + 1; j < ordered.Count; j++)
            {
                var (a, b) = (ordered[i], ordered[j]);
                var (first, second) = (a.Value.Distribution, b.Value.Distribution);
                var divergence = Divergence(scored[a.Key], scored[b.Key]);
                if (first.Top != second.Top && first.Top != Emotion.Neutral && second.Top != Emotion.Neutral
                    && divergence >= LeastDivergence && b.Value.Share >= LeastShare)
                    found.Add(new Disagreement(a.Key, b.Key, divergence));
            }
        }

        return found;
    }
}
