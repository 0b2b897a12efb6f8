using System.Text;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class VoiceAffectModelTests
{
    private static readonly byte[] File = ModelStore.Open().Read(AudioEmotionPlugin.ModelId);
    private static readonly VoiceAffectModel Model = VoiceAffectModel.FromBytes(File);

    [Fact]
    public void FromBytes_OurModel_IsSmallAndModest()
    {
        Assert.True(File.Length < 100_000);
        Assert.InRange(Model.Explained.Arousal, 0.5, 0.95);
        Assert.True(Model.Explained.Valence < 0.3, "valence from the voice must not sound sure");
    }

    [Fact]
    public void Read_NeutralSpeech_IsInTheMiddle()
    {
        var affect = Model.Read(Neutral())!.Value;
        Assert.InRange(affect.Arousal, -0.1, 0.1);
        Assert.InRange(affect.Valence, -0.1, 0.1);
        Assert.True(affect.ValenceConfidence < affect.ArousalConfidence / 2);
    }

    [Fact]
    public void Read_HigherBrighterVoice_IsMoreAroused()
    {
        var features = Neutral();
        features[VoiceFeatures.F0MeanSemitones] += 6;
        features[VoiceFeatures.AlphaRatio] += 8;
        features[VoiceFeatures.Hammarberg] -= 8;
        Assert.True(Model.Read(features)!.Value.Arousal > Model.Read(Neutral())!.Value.Arousal + 0.2);
    }

    [Fact]
    public void Read_UnlikeAnythingKnown_IsNull()
    {
        var features = Neutral();
        for (var i = 0; i < 4; i++)
            features[VoiceFeatures.Mfcc[i]] += i % 2 == 0 ? 40 : -40;
        features[VoiceFeatures.Jitter] = 30;
        features[VoiceFeatures.Hnr] = -15;
        Assert.Null(Model.Read(features));
    }

    [Fact]
    public void Read_SomewhatUnlike_LowersTheConfidence()
    {
        var features = Neutral();
        var before = Model.Read(features)!.Value;
        features[VoiceFeatures.SignalToNoise] = 6;
        var noisy = Model.Read(features)!.Value;
        Assert.True(noisy.ArousalConfidence < before.ArousalConfidence * 0.6);
        features[VoiceFeatures.VoicedSeconds] = 0.3;
        Assert.True(Model.Read(features)!.Value.ArousalConfidence < noisy.ArousalConfidence * 0.6);
    }

    [Fact]
    public void Read_HardlyVoiced_IsNull()
    {
        var features = Neutral();
        features[VoiceFeatures.VoicedSeconds] = 0.1;
        Assert.Null(Model.Read(features));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"schema":"other/1","features":[],"valence":{"bias":0,"explained":0,"error":0},"arousal":{"bias":0,"explained":0,"error":0},"precision":[],"familiar":1,"strange":2}""")]
    [InlineData("""{"schema":"affect-voice/1","features":[{"name":"HNR","mean":0,"deviation":1,"valence":0,"arousal":0,"neutralMean":0,"neutralDeviation":1}],"valence":{"bias":0,"explained":0,"error":0},"arousal":{"bias":0,"explained":0,"error":0},"precision":[],"familiar":1,"strange":2}""")]
    public void FromBytes_NotAModel_Teaches(string json)
    {
        var error = Assert.Throws<UserException>(() => VoiceAffectModel.FromBytes(Encoding.UTF8.GetBytes(json)));
        Assert.NotNull(error.Fix);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>The features of the mean neutral utterance.</summary>
    private static Dictionary<string, double> Neutral()
    {
        string[] names = [.. typeof(VoiceFeatures).GetFields().Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!), .. VoiceFeatures.Mfcc];
        var features = names.Where(name => Model.NeutralOf(name) is not null).ToDictionary(name => name, name => Model.NeutralOf(name)!.Value.Mean);
        features[VoiceFeatures.VoicedSeconds] = 1.5;
        features[VoiceFeatures.SignalToNoise] = 30;
        return features;
    }
}
