using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>The blendshapes' names, sides and ranges.</summary>
public sealed class ArKitTests
{
    [Fact]
    public void Names_All_FiftyTwoDifferent()
    {
        Assert.Equal(52, ArKit.Names.Distinct().Count());
        Assert.Equal("eyeBlinkLeft", ArKit.Names[0]);
        Assert.Equal("tongueOut", ArKit.Names[51]);
    }

    [Fact]
    public void Rules_Units_EachMovesSomething() => Assert.Equal(FaceUnits.All, ArKit.Rules.Select(x => x.Unit).Distinct());

    [Theory]
    [InlineData(45, "eyeBlinkLeft", "eyeBlinkRight")]
    [InlineData(12, "mouthSmileLeft", "mouthSmileRight")]
    [InlineData(4, "browDownLeft", "browDownRight")]
    public void Read_OneSide_MovesThatSideAlone(int unit, string left, string right)
    {
        var pose = new FacePose();
        pose.Left[FaceUnits.IndexOf(unit)] = 5;
        var weights = Read(pose);
        Assert.Equal(1, weights[ArKit.IndexOf(left)]);
        Assert.Equal(0, weights[ArKit.IndexOf(right)]);
    }

    [Fact]
    public void Read_GazeToTheSubjectsLeft_LeftEyeOutRightEyeIn()
    {
        var weights = Read(new FacePose { GazeYaw = 0.3f, GazePitch = -0.5f });
        Assert.Equal(0.5f, weights[ArKit.IndexOf("eyeLookOutLeft")], 3);
        Assert.Equal(0.5f, weights[ArKit.IndexOf("eyeLookInRight")], 3);
        Assert.Equal(0, weights[ArKit.IndexOf("eyeLookInLeft")]);
        Assert.Equal(1, weights[ArKit.IndexOf("eyeLookDownRight")]);
        Assert.Equal(0, weights[ArKit.IndexOf("eyeLookUpRight")]);
    }

    [Fact]
    public void Read_SeveralUnitsOnOneShape_AddUpToOneAtMost()
    {
        var pose = new FacePose();
        pose.Set(26, 5);
        Assert.Equal(0.6f, Read(pose)[ArKit.IndexOf("jawOpen")], 3);
        pose.Set(27, 5);
        Assert.Equal(1, Read(pose)[ArKit.IndexOf("jawOpen")]);
    }

    [Fact]
    public void Columns_Header_IsLiveLinkFaces()
    {
        Assert.Equal(63, LiveLinkCsv.Columns.Count);
        Assert.Equal(["Timecode", "BlendShapeCount", "EyeBlinkLeft", "EyeLookDownLeft"], LiveLinkCsv.Columns.Take(4));
        Assert.Equal(["TongueOut", "HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw", "RightEyePitch", "RightEyeRoll"], LiveLinkCsv.Columns.Skip(53));
    }

    // As in the app's own recordings: a left eye that looks in, or eyes that look down, have positive angles.
    [Fact]
    public void WriteCsv_EyesToTheRightAndDown_HavePositiveAngles()
    {
        using var text = new StringWriter();
        LiveLinkCsv.Write(text, new FaceMotion(30, [new FacePose { GazeYaw = -0.3f, GazePitch = -0.2f, HeadYaw = 0.1f }], EmotionPlan.Neutral));
        var cells = text.ToString().Split('\n')[1].Split(',');
        string At(string name) => cells[LiveLinkCsv.Columns.ToList().IndexOf(name)];
        Assert.Equal(("0.500000", "0.300000", "0.300000"), (At("EyeLookInLeft"), At("LeftEyeYaw"), At("RightEyeYaw")));
        Assert.Equal(("0.400000", "0.200000", "-0.100000"), (At("EyeLookDownLeft"), At("LeftEyePitch"), At("HeadYaw")));
    }

    [Fact]
    public void WriteJson_Motion_HasNamesAndRanges()
    {
        using var file = new MemoryStream();
        BlendshapeJson.Write(file, Motions.Everything());
        using var json = JsonDocument.Parse(file.ToArray());
        var root = json.RootElement;
        Assert.Equal(BlendshapeJson.SchemaId, root.GetProperty("schema").GetString());
        Assert.Equal(ArKit.Names, root.GetProperty("blendshapeNames").EnumerateArray().Select(x => x.GetString()!));
        Assert.Equal("viseme_sil viseme_PP viseme_FF viseme_TH viseme_DD viseme_kk viseme_CH viseme_SS viseme_nn viseme_RR viseme_aa viseme_E viseme_I viseme_O viseme_U".Split(' '), root.GetProperty("visemeNames").EnumerateArray().Select(x => x.GetString()!));
        var frames = root.GetProperty("frames").EnumerateArray().ToArray();
        Assert.Equal(46, frames.Length);
        foreach (var (frame, i) in frames.Select((x, i) => (x, i)))
        {
            Assert.Equal(i / 30.0, frame.GetProperty("time").GetDouble(), 5);
            Assert.Equal(52, frame.GetProperty("blendshapes").EnumerateArray().Count(x => x.GetDouble() is >= 0 and <= 1));
            Assert.Equal(15, frame.GetProperty("visemes").EnumerateArray().Count(x => x.GetDouble() is >= 0 and <= 1));
            Assert.Equal(1, frame.GetProperty("visemes")[i % 15].GetDouble());
        }
    }

    private static float[] Read(FacePose pose)
    {
        var weights = new float[52];
        ArKit.Read(pose, weights);
        return weights;
    }
}
