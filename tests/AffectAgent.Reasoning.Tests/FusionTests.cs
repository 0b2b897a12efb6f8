using System.Text.Json;

namespace AffectAgent.Reasoning.Tests;

/// <summary>The scorer: what a channel may and may not do, and that it computes what the fit computed.</summary>
public sealed class FusionTests
{
    private static readonly Emotion[] Read = [.. EmotionNames.All.Where(e => e != Emotion.Contempt)];

    private static Witness Says(ReadingChannel channel, Func<Emotion, double> probability, double trust = 1, Reliability reliability = Reliability.Weak, IReadOnlyList<Emotion>? over = null)
    {
        over ??= Read;
        var sum = over.Sum(probability);
        var modality = channel switch { ReadingChannel.Voice => Modality.Voice, ReadingChannel.Words => Modality.Words, _ => Modality.Face };
        return new Witness(channel, modality, over.ToDictionary(e => e, e => Math.Log(Math.Max(1e-3, probability(e) / sum))), trust, reliability, [$"E{(int)channel}"]);
    }

    private static Witness Leads(ReadingChannel channel, Emotion emotion, double probability, double trust = 1) =>
        Says(channel, e => e == emotion ? probability : (1 - probability) / (Read.Length - 1), trust);

    [Fact]
    public void Fuse_MoreProbabilityInAnyChannel_NeverLowersThatEmotion()
    {
#pragma warning disable CA5394 // Test data.
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var channels = Enum.GetValues<ReadingChannel>().Where(_ => random.Next(3) > 0).DefaultIfEmpty(ReadingChannel.Words).ToList();
            var shares = channels.ConvertAll(_ => Read.ToDictionary(e => e, _ => Math.Pow(random.NextDouble(), 3) + 1e-3));
            var witnesses = channels.Select((channel, k) => Says(channel, e => shares[k][e], random.NextDouble())).ToList();
            var raised = random.Next(channels.Count);
            var emotion = Read[random.Next(Read.Length)];
            var before = ModalityFusion.Fuse(witnesses);
            shares[raised][emotion] *= 1 + (random.NextDouble() * 5);
            witnesses[raised] = Says(channels[raised], e => shares[raised][e], witnesses[raised].Trust);

            Assert.True(ModalityFusion.Fuse(witnesses).Distribution[emotion] >= before.Distribution[emotion] - 1e-12, $"case {i}: {emotion} fell");
        }
#pragma warning restore CA5394
    }

    [Fact]
    public void Fuse_EvenChannel_ChangesNothingBesideAnother()
    {
        var parameters = Unbiased();
        var face = Leads(ReadingChannel.Expression, Emotion.Anger, 0.7);

        var alone = ModalityFusion.Fuse([face], parameters: parameters).Distribution;
        var beside = ModalityFusion.Fuse([face, Says(ReadingChannel.Voice, _ => 1)], parameters: parameters).Distribution;

        Assert.All(Read, e => Assert.Equal(alone[e], beside[e], 9));
    }

    [Fact]
    public void Fuse_ChannelThatCannotTellAnEmotion_LeavesItsOddsToTheOthers()
    {
        var parameters = Unbiased();
        var face = Leads(ReadingChannel.Expression, Emotion.Surprise, 0.6);
        Emotion[] heard = [.. Read.Where(e => e != Emotion.Surprise)];

        var beside = ModalityFusion.Fuse([face, Says(ReadingChannel.Voice, _ => 1, over: heard)], parameters: parameters);

        Assert.Equal(ModalityFusion.Fuse([face], parameters: parameters).Distribution[Emotion.Surprise], beside.Distribution[Emotion.Surprise], 9);
        Assert.DoesNotContain(Emotion.Surprise, beside.Contributions.Single(c => c.Channel == ReadingChannel.Voice).ByEmotion.Keys);
    }

    [Fact]
    public void Fuse_EmotionThatNoChannelCanTell_IsNotInTheDistribution() =>
        Assert.False(ModalityFusion.Fuse([Leads(ReadingChannel.Expression, Emotion.Anger, 0.7)]).Distribution.Has(Emotion.Contempt));

    [Fact]
    public void Fuse_Contributions_AddUpToTheReading()
    {
        var fused = ModalityFusion.Fuse([Leads(ReadingChannel.Expression, Emotion.Fear, 0.5), Leads(ReadingChannel.Voice, Emotion.Anger, 0.6), Leads(ReadingChannel.Words, Emotion.Fear, 0.7)]);

        Assert.Equal(1, fused.Contributions.Sum(c => c.Share), 9);
        var odds = fused.Contributions.Sum(c => c.For(Emotion.Fear) - c.For(Emotion.Anger)) + FusionParameters.BuiltIn.LogPrior(Emotion.Fear) - FusionParameters.BuiltIn.LogPrior(Emotion.Anger);
        Assert.Equal(odds, Math.Log(fused.Distribution[Emotion.Fear] / fused.Distribution[Emotion.Anger]), 9);
        Assert.Equal(fused.Contributions.OrderByDescending(c => c.Share), fused.Contributions);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("dark")]
    [InlineData("covered")]
    public void Fuse_BadCircumstances_NeverMakeAClearFaceSurer(string circumstance)
    {
        var face = Leads(ReadingChannel.Expression, Emotion.Happiness, 0.95);
        var before = ModalityFusion.Fuse([face]).Distribution[Emotion.Happiness];
        foreach (var severity in (double[])[1, 2, 3])
        {
            var now = ModalityFusion.Fuse([face], new Dictionary<string, double> { [circumstance] = severity });
            Assert.True(now.Distribution[Emotion.Happiness] <= before);
            before = now.Distribution[Emotion.Happiness];
        }
    }

    [Fact]
    public void Fuse_ModalitiesApart_SaysWhichLowersTheReading()
    {
        var fused = ModalityFusion.Fuse([Leads(ReadingChannel.Expression, Emotion.Happiness, 0.97), Leads(ReadingChannel.Words, Emotion.Sadness, 0.9)]);

        Assert.Equal("conflict", fused.LoweredBy[0].What);
        Assert.NotEqual(fused.ByModality[fused.LoweredBy[0].Modality].Distribution.Top, fused.Distribution.Top);
        Assert.Equal("conflict", ConfidenceRules.Of(fused, [Leads(ReadingChannel.Expression, Emotion.Happiness, 0.97)]).Reason);
    }

    [Fact]
    public void Of_OnlyUnverifiedMeasures_StaysBelowTheCap()
    {
        var witness = Leads(ReadingChannel.Words, Emotion.Anger, 0.99) with { Reliability = Reliability.Unverified };

        Assert.InRange(ConfidenceRules.Of(ModalityFusion.Fuse([witness]), [witness]).Value, 0, 0.35);
    }

    [Fact]
    public void Fuse_GoldenCases_AreWhatTheFitComputes()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fusion.json")));
        var cases = document.RootElement.GetProperty("cases");
        Assert.True(cases.GetArrayLength() >= 12);
        foreach (var one in cases.EnumerateArray())
        {
            var witnesses = one.GetProperty("witnesses").EnumerateArray().Select(w => new Witness(
                Enum.Parse<ReadingChannel>(w.GetProperty("channel").GetString()!, ignoreCase: true),
                Enum.Parse<Modality>(w.GetProperty("modality").GetString()!, ignoreCase: true),
                w.GetProperty("scores").EnumerateObject().ToDictionary(p => Parse(p.Name), p => p.Value.GetDouble()), w.GetProperty("trust").GetDouble(), Reliability.Weak, [])).ToList();
            var severity = one.GetProperty("severity").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
            var fused = ModalityFusion.Fuse(witnesses, severity).Distribution;
            foreach (var expected in one.GetProperty("expected").EnumerateObject())
                Assert.Equal(expected.Value.GetDouble(), fused[Parse(expected.Name)], tolerance: 1e-4);
        }
    }

    [Fact]
    public void BuiltIn_File_IsTheOneInTheCatalogue()
    {
        using var stream = typeof(FusionParameters).Assembly.GetManifestResourceStream("models/fusion.json")!;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));

        Assert.Equal(Inference.Models.ModelStore.Open().Catalogue.Find("fusion").Sha256, hash);
    }

    [Theory]
    [InlineData("{}", "not of affect-fusion/1")]
    [InlineData("{", "no JSON")]
    [InlineData("weight-negative", "channel voice is out of range")]
    [InlineData("prior-short", "do not add up to 1")]
    [InlineData("no-words", "channel words is missing")]
    [InlineData("no-dark", "quality of 'dark'")]
    [InlineData("strange", "'joy' is no emotion")]
    public void Parse_WrongParameters_SaysWhatIsWrong(string what, string expected)
    {
        var json = Json(FusionParameters.BuiltIn);
        var broken = what switch
        {
            "weight-negative" => Json(Change(ReadingChannel.Voice, c => c with { Weight = -1 })),
            "prior-short" => Json(FusionParameters.BuiltIn with { Prior = FusionParameters.BuiltIn.Prior.ToDictionary(p => p.Key, p => p.Value / 2) }),
            "no-words" => Json(FusionParameters.BuiltIn with { Channels = FusionParameters.BuiltIn.Channels.Where(c => c.Key != "words").ToDictionary() }),
            "no-dark" => Json(FusionParameters.BuiltIn with { Quality = FusionParameters.BuiltIn.Quality.Where(c => c.Key != "dark").ToDictionary() }),
            "strange" => Json(Change(ReadingChannel.Voice, c => c with { Bias = new Dictionary<string, double> { ["joy"] = 1 } })),
            _ => what,
        };

        Assert.NotNull(FusionParameters.Parse(json));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => FusionParameters.Parse(broken)).Message, StringComparison.Ordinal);
    }

    private static Emotion Parse(string name) => EmotionNames.TryParse(name, out var emotion) ? emotion : throw new InvalidDataException(name);

    private static string Json(FusionParameters parameters) => JsonSerializer.Serialize(parameters, FusionJson.Default.FusionParameters);

    private static FusionParameters Change(ReadingChannel channel, Func<ChannelParameters, ChannelParameters> change) => FusionParameters.BuiltIn with
    {
        Channels = FusionParameters.BuiltIn.Channels.ToDictionary(c => c.Key, c => string.Equals(c.Key, channel.ToString(), StringComparison.OrdinalIgnoreCase) ? change(c.Value) : c.Value),
    };

    private static FusionParameters Unbiased() => FusionParameters.BuiltIn with
    {
        Channels = FusionParameters.BuiltIn.Channels.ToDictionary(c => c.Key, c => c.Value with { Bias = new Dictionary<string, double>() }),
    };
}
