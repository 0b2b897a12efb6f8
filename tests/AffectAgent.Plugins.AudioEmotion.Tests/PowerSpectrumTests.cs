using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class PowerSpectrumTests
{
    [Fact]
    public void Compute_Noise_EqualsTheDefinition()
    {
        const int Size = 64;
        var frame = Sounds.White(1, 0.3)[..Size];
        var power = new double[(Size / 2) + 1];
        new PowerSpectrum(Size).Compute(frame, power);

        for (var k = 0; k <= Size / 2; k++)
        {
            double re = 0, im = 0;
            for (var n = 0; n < Size; n++)
            {
                var x = frame[n] * (0.5 - (0.5 * Math.Cos(2 * Math.PI * n / Size)));
                re += x * Math.Cos(2 * Math.PI * k * n / Size);
                im += x * Math.Sin(2 * Math.PI * k * n / Size);
            }

            var sides = k == 0 || k == Size / 2 ? 1 : 2;
            Assert.Equal(sides * ((re * re) + (im * im)) / (0.375 * Size * Size), power[k], 9);
        }
    }

    [Fact]
    public void Compute_Sine_SumsToItsMeanSquare()
    {
        var frame = Enumerable.Range(0, 512).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * 1000 * i / 16000))).ToArray();
        var power = new double[257];
        new PowerSpectrum(512).Compute(frame, power);
        Assert.Equal(0.125, power.Sum(), 4);
        Assert.Equal(32, Array.IndexOf(power, power.Max()));
    }

    [Fact]
    public void Constructor_SizeNotAPowerOfTwo_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new PowerSpectrum(500));
}
