namespace AffectAgent.Plugins.Vision.Tests.Expression;

public sealed class ExpressionClassifierTests
{
    // What PyTorch gives for the picture below: "ramp_logits" of training/expression/export.py.
    private static readonly double[] RampLogits = [-1.09832, 1.44391, -0.95481, 0.76278, 0.40514, -1.57941, 1.03097];

    private static readonly Emotion[] Order =
        [Emotion.Anger, Emotion.Disgust, Emotion.Fear, Emotion.Happiness, Emotion.Sadness, Emotion.Surprise, Emotion.Neutral];

    [Fact]
    public void Classify_GoldenPicture_AgreesWithTheTrainer()
    {
        using var classifier = Network.Classifier();

        var read = classifier.Classify(Ramp(), TestContext.Current.CancellationToken);

        double sum = RampLogits.Sum(Math.Exp);
        for (int i = 0; i < Order.Length; i++)
            Assert.Equal(Math.Exp(RampLogits[i]) / sum, read[Order[i]], 1e-3);
        Assert.Equal(0, read[Emotion.Contempt]);
    }

    [Fact]
    public void Classify_ManyFaces_GivesWhatEachGivesAlone()
    {
        using var classifier = Network.Classifier();
        var faces = Enumerable.Range(0, 40).Select(seed => Noise(seed)).ToList();

        var together = classifier.Classify(faces, TestContext.Current.CancellationToken);

        for (int i = 0; i < faces.Count; i++)
        {
            var alone = classifier.Classify(faces[i], TestContext.Current.CancellationToken);
            Assert.All(EmotionNames.All, e => Assert.Equal(alone[e], together[i][e], 1e-5));
        }
    }

    [Fact]
    public void Classify_BrighterPicture_ReadsTheSame()
    {
        using var classifier = Network.Classifier();
        var dark = new GrayImage(48, 48, [.. Noise(3).Pixels.Select(p => (byte)(40 + (p / 4)))]);
        var bright = new GrayImage(48, 48, [.. dark.Pixels.Select(p => (byte)(p + 100))]);

        var a = classifier.Classify(dark, TestContext.Current.CancellationToken);
        var b = classifier.Classify(bright, TestContext.Current.CancellationToken);

        Assert.All(EmotionNames.All, e => Assert.Equal(a[e], b[e], 1e-3));
    }

    [Fact]
    public void Classify_OtherSize_Throws()
    {
        using var classifier = Network.Classifier();

        Assert.Throws<ArgumentException>(() => classifier.Classify(new GrayImage(64, 64, new byte[64 * 64]), TestContext.Current.CancellationToken));
    }

    private static GrayImage Ramp() =>
        new(48, 48, [.. Enumerable.Range(0, 48 * 48).Select(i => (byte)(((i / 48 * 5) + (i % 48 * 3)) % 256))]);

    private static GrayImage Noise(int seed)
    {
        var pixels = new byte[48 * 48];
        new Random(seed).NextBytes(pixels);
        return new GrayImage(48, 48, pixels);
    }
}
