namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(22_050, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(8_000, 16_000)]
    [InlineData(48_000, 44_100)]
    public void Convert_Tone_StaysThatTone(int from, int to)
    {
        var tone = Enumerable.Range(0, from).Select(i => (float)Math.Sin(2 * Math.PI * 440 * i / from)).ToArray();
        var converted = Resampler.Convert(tone, from, to);

        Assert.Equal(to, converted.Length);
        for (var i = to / 10; i < to * 9 / 10; i++)
            Assert.Equal(Math.Sin(2 * Math.PI * 440 * i / to), converted[i], 0.01);
    }

    [Fact]
    public void Convert_ToneAboveTheNewBand_IsGone()
    {
        var tone = Enumerable.Range(0, 44_100).Select(i => (float)Math.Sin(2 * Math.PI * 12_000 * i / 44_100)).ToArray();
        Assert.True(Resampler.Convert(tone, 44_100, 16_000).Skip(500).Take(15_000).Max(Math.Abs) < 0.01);
    }
}
