using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>Brows of photographs are moved, not stretched, and leave the eyes free.</summary>
public sealed class PortraitBrowsTests
{
    private static readonly HeadCage Cage = HeadCage.Of(Shared.Shape.Neutral);
    private static readonly (int Upper, int Lower)[] Brow = [(70, 46), (63, 53), (105, 52), (66, 65), (107, 55)];

    [Theory]
    [InlineData(0, "anger")]
    [InlineData(0.06f, "anger")]
    [InlineData(0.08f, "anger")]
    [InlineData(0.08f, "disgust")]
    [InlineData(0, "surprise")]
    [InlineData(0.1f, "surprise")]
    [InlineData(0.08f, "sadness")]
    public void Keep_LowOrHighBrows_LeaveTheEyeFreeAndAreAsThickAsTheyWere(float lower, string emotion)
    {
        var (rest, moved) = Move(lower, emotion);

        foreach (var (up, low) in Brow)
        {
            Assert.Equal(rest[low].Y - rest[up].Y, moved[low].Y - moved[up].Y, 4);
            float room = Lid(rest, low) - rest[low].Y, left = Lid(rest, low) - moved[low].Y;
            Assert.True(left > 0.38f * room, $"{left} of {room} is left above the lid.");
            Assert.True(left < (1.8f * room) + 0.06f, $"{room} is drawn out to {left}.");
        }
    }

    [Fact]
    public void Softened_AllFolds_AreNoPenStrokes() => Assert.All(Folds.All.Select(fold => fold.Softened()), fold =>
    {
        Assert.True(fold.Width >= 0.036f);
        Assert.True(fold.Dark <= 0.26f);
    });

    private static (Vector3[] Still, Vector3[] Moved) Move(float lower, string emotion)
    {
        var rest = Enumerable.Range(0, FaceMesh.PointCount).Select(i => Shared.Shape.Neutral[i]).ToArray();
        foreach (var i in Brow.SelectMany(x => new[] { x.Upper, x.Lower, Cage.Mirror[x.Upper], Cage.Mirror[x.Lower] }))
            rest[i].Y += lower;
        var pose = new FacePose();
        foreach (var movement in new EmotionPlanner(AffectAgent.Knowledge.KnowledgeBase.LoadBuiltIn()).Plan(emotion, 4).Expressions[0].Movements)
            pose.Set(movement.Unit, (float)movement.Intensity);
        var points = new Vector3[FaceMesh.PointCount];
        new PortraitMotion(Shared.Shape, Cage, rest, new Dictionary<int, double>()).Move(pose, true, new float[FaceMesh.PointCount * 3], points);
        return (rest, points);
    }

    private static float Lid(Vector3[] rest, int brow) => rest[FaceTopology.UpperLid.Select(i => Cage.Mirror[i]).MinBy(i => MathF.Abs(rest[i].X - rest[brow].X))].Y;
}
