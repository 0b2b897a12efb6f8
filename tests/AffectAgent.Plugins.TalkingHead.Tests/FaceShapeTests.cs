
namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class FaceShapeTests
{
    private static readonly FaceShape Shape = Shared.Shape;

    [Fact]
    public void Move_NeutralPose_MovesNothing()
    {
        var moved = new float[FaceMesh.PointCount * 3];
        Array.Fill(moved, 1);

        Shape.Move(new FacePose(), moved);

        Assert.All(moved, x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Move_OneSidedSmile_RaisesThatCornerOnly(bool left)
    {
        var pose = new FacePose();
        (left ? pose.Left : pose.Right)[FaceUnits.IndexOf(12)] = 5;
        var moved = new float[FaceMesh.PointCount * 3];

        Shape.Move(pose, moved);

        var (moving, still) = left ? (MeshPoints.MouthLeft, MeshPoints.MouthRight) : (MeshPoints.MouthRight, MeshPoints.MouthLeft);
        Assert.True(moved[(moving * 3) + 1] < -0.03f, "The corner goes up.");
        Assert.Equal(0, moved[(still * 3) + 1], 3);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(27)]
    public void Move_UnitOfSpeech_MovesTheLipsAndLeavesTheBrows(int unit)
    {
        var moved = Moved(unit);

        Assert.True(Length(moved, MeshPoints.LowerLipInner) + Length(moved, MeshPoints.MouthLeft) > 0.02f);
        Assert.Equal(0, Length(moved, 105), 3);
    }

    [Fact]
    public void Move_BrowLowerer_LowersTheBrowsAndDrawsThemTogether()
    {
        var moved = Moved(4);

        Assert.True(moved[(285 * 3) + 1] > 0.05f, "The left brow's inner end comes down.");
        Assert.True(moved[285 * 3] < -0.02f, "The left one goes to the middle.");
        Assert.True(moved[55 * 3] > 0.02f, "The right one meets it.");
    }

    [Fact]
    public void Move_LidTightener_RaisesTheSkinBelowTheEyeAndLeavesTheMouth()
    {
        var moved = Moved(7);

        Assert.True(moved[(348 * 3) + 1] < -0.01f);
        Assert.Equal(0, Length(moved, MeshPoints.MouthLeft), 2);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(20)]
    [InlineData(23)]
    [InlineData(24)]
    public void Move_UnitThatDoesNotPartTheLips_KeepsTheirInnerEdgesTogether(int unit)
    {
        var moved = Moved(unit);

        Assert.Equal(moved[(MeshPoints.UpperLipInner * 3) + 1], moved[(MeshPoints.LowerLipInner * 3) + 1], 4);
    }

    private static float[] Moved(int unit)
    {
        var pose = new FacePose();
        pose.Set(unit, 5);
        var moved = new float[FaceMesh.PointCount * 3];
        Shape.Move(pose, moved);
        return moved;
    }

    private static float Length(float[] moved, int point) =>
        MathF.Sqrt((moved[point * 3] * moved[point * 3]) + (moved[(point * 3) + 1] * moved[(point * 3) + 1]) + (moved[(point * 3) + 2] * moved[(point * 3) + 2]));
}
