namespace AffectAgent.Plugins.Vision.Tests.Expression;

public sealed class FaceCropTests
{
    [Fact]
    public void Scale_CropOf48_StaysAsItIs()
    {
        var crop = new GrayImage(48, 48, new byte[48 * 48]);

        Assert.Same(crop, FaceCrop.Scale(crop));
    }

    [Theory]
    [InlineData(96, 96)]
    [InlineData(100, 61)]
    [InlineData(49, 48)]
    [InlineData(480, 300)]
    public void Scale_LargerCrop_IsTheMeanOfWhatEachPixelCovers(int width, int height)
    {
        var random = new Random(7);
        var pixels = new byte[width * height];
        random.NextBytes(pixels);

        var scaled = FaceCrop.Scale(new GrayImage(width, height, pixels));

        for (int y = 0; y < 48; y += 5)
        {
            for (int x = 0; x < 48; x += 5)
                Assert.Equal(Covered(pixels, width, height, x, y), (double)scaled.Pixels[(y * 48) + x], 2.0);
        }
    }

    [Theory]
    [InlineData(47, 48)]
    [InlineData(48, 8)]
    public void Scale_SmallerCrop_IsRefused(int width, int height) =>
        Assert.Throws<UserException>(() => FaceCrop.Scale(new GrayImage(width, height, new byte[width * height])));

    [Fact]
    public void Of_Catalogue_NamesTheNetworksClasses() => Assert.Equal(
        [Emotion.Anger, Emotion.Disgust, Emotion.Fear, Emotion.Happiness, Emotion.Sadness, Emotion.Surprise, Emotion.Neutral],
        ExpressionClasses.Of(Network.Store).Take(7));

    [Theory]
    [InlineData("anger", "joy")]
    [InlineData("anger", "anger")]
    [InlineData("anger")]
    [InlineData]
    public void Of_EntryWithWrongClasses_IsRefused(params string[] classes)
    {
        var entry = Network.Store.Catalogue.Find(ExpressionPlugin.ModelId) with { Classes = classes };

        Assert.Throws<UserException>(() => ExpressionClasses.Of(entry));
    }

    /// <summary>the mean of many points spread over the pixel's square.</summary>
    private static double Covered(byte[] pixels, int width, int height, int x, int y)
    {
        const int Points = 160;
        double sum = 0;
        for (int j = 0; j < Points; j++)
        {
            for (int i = 0; i < Points; i++)
            {
                int column = (int)((x + ((i + 0.5) / Points)) * width / 48), row = (int)((y + ((j + 0.5) / Points)) * height / 48);
                sum += pixels[(row * width) + column];
            }
        }

        return sum / (Points * Points);
    }
}
