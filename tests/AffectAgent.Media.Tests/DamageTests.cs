using AffectAgent.Media.Probing;
using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

/// <summary>Damaged files may be refused or read in part; they never bring down the reader.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly MediaMaker _make = new();

    public void Dispose() => _make.Dispose();

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.png")]
    [InlineData("a.webp")]
    [InlineData("a.mp4")]
    [InlineData("a.mkv")]
    [InlineData("a.wav")]
    public void ReadHeader_RandomDamage_GivesAnAnswerOrAUserFault(string name)
    {
        byte[] whole = File.ReadAllBytes(Make(name));
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            using FileStream file = File.Open(_make.Write("damaged", Damage(whole, random, first: 64)), FileMode.Open);
            try
            {
                ContainerFormat format = FormatSniffer.Sniff(file, "damaged");
                if (format.Still)
                    StillHeader.Read(file, format);
                else
                    Assert.InRange(Completeness.Present(file, format), 0, 1);
            }
            catch (UserException fault)
            {
                Assert.DoesNotContain('\n', fault.Message);
            }
        }
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.png")]
    public async Task ReadFrames_RandomDamage_GivesFramesOrAUserFault(string name)
    {
        byte[] whole = File.ReadAllBytes(Make(name));
        var random = new Random(2);
        for (int i = 0; i < 8; i++)
        {
            try
            {
                MediaSource media = await OpenAsync(_make.Write("damaged", Damage(whole, random, first: whole.Length)));
                List<double> times = await TimesAsync(media);
                Assert.Equal(times.Order(), times);
                await SoundAsync(media);
            }
            catch (UserException fault)
            {
                Assert.DoesNotContain('\n', fault.Message);
                Assert.DoesNotContain(_make.Folder, fault.Message);
            }
        }
    }

    private string Make(string name) => Path.GetExtension(name) switch
    {
        ".wav" => _make.Ffmpeg("-f", "lavfi", "-i", "sine=d=0.1", name),
        ".mp4" or ".mkv" => _make.Clip(name, 0.4),
        _ => _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48", "-frames:v", "1", name),
    };

    private static byte[] Damage(byte[] whole, Random random, int first)
    {
        byte[] bytes = [.. whole];
        for (int k = random.Next(1, 12); k > 0; k--)
            bytes[random.Next(Math.Min(first, bytes.Length))] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes;
    }
}
