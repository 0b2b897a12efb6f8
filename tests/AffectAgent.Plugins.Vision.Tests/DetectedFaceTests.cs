namespace AffectAgent.Plugins.Vision.Tests;

public sealed class DetectedFaceTests
{
    [Fact]
    public void Size_OblongBox_IsTheShorterSide() =>
        Assert.Equal(20, new DetectedFace { Box = new FaceBox(5, 5, 20, 30) }.Box.Size);
}
