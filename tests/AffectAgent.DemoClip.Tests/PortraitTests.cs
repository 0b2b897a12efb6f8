using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Samples.DemoClip.Rendering;

namespace AffectAgent.DemoClip.Tests;

public sealed class PortraitTests
{
    private const int Width = 320;
    private const int Height = 240;
    private static readonly ActionUnitBasis Basis = ActionUnitBasis.Load(Path.Combine(AppContext.BaseDirectory, "au-basis.safetensors"));
    private static readonly PortraitRenderer Renderer = new(Basis, Width, Height);

    [Fact]
    public void Topology_Openings_HaveEveryRimEdgeAndNoTriangleAcross()
    {
        var topology = new FaceTopology(Basis);
        foreach (int[] ring in (int[][])[FaceTopology.RightEye, FaceTopology.LeftEye, FaceTopology.InnerLips])
        {
            Assert.DoesNotContain(topology.Triangles, t => ring.Contains(t.A) && ring.Contains(t.B) && ring.Contains(t.C));
            for (int i = 0; i < ring.Length; i++)
            {
                int[] edge = [ring[i], ring[(i + 1) % ring.Length]];
                Assert.True(topology.Triangles.Any(t => edge.All(p => p == t.A || p == t.B || p == t.C)), string.Join('-', edge));
            }
        }
    }

    [Fact]
    public void Draw_SameState_GivesTheSamePictureFromATwin()
    {
        FaceState smile = State((12, 4), (6, 3));
        Assert.Equal(Draw(Renderer, smile), Draw(Renderer.Twin(), smile));
    }

    [Fact]
    public void Draw_MouthOpened_ShowsItsDarkInside()
    {
        static bool Dark(byte r, byte g, byte b) => r < 90 && g < 40;
        int closed = Count(Draw(Renderer, State()), 0.42, 0.62, 0.58, 0.78, Dark);
        int open = Count(Draw(Renderer, State((25, 3), (26, 2))), 0.42, 0.62, 0.58, 0.78, Dark);
        Assert.True(open > closed + 60, $"{open} {closed}");
    }

    [Fact]
    public void Draw_Blink_HidesTheWhitesOfTheEyes()
    {
        static bool White(byte r, byte g, byte b) => g > 110 && Math.Abs(r - b) < 40;
        int open = Count(Draw(Renderer, State((5, 2))), 0.36, 0.36, 0.64, 0.45, White);
        int shut = Count(Draw(Renderer, State((45, 7.5))), 0.36, 0.36, 0.64, 0.45, White);
        Assert.True(open > 40 && shut < open / 5, $"{open} {shut}");
    }

    private static FaceState State(params (int Unit, double Intensity)[] units) => new(units.ToDictionary(u => u.Unit, u => u.Intensity), 0, 0, 0);

    private static byte[] Draw(PortraitRenderer renderer, FaceState state)
    {
        var rgb = new byte[Width * Height * 3];
        renderer.Draw(state, rgb);
        return rgb;
    }

    /// <summary>Pixels of a kind in a part of the picture, whose bounds are shares of its sides.</summary>
    private static int Count(byte[] rgb, double left, double top, double right, double bottom, Func<byte, byte, byte, bool> kind)
    {
        int count = 0;
        for (int y = (int)(top * Height); y < (int)(bottom * Height); y++)
        {
            for (int x = (int)(left * Width); x < (int)(right * Width); x++)
            {
                int at = (y * Width + x) * 3;
                count += kind(rgb[at], rgb[at + 1], rgb[at + 2]) ? 1 : 0;
            }
        }
        return count;
    }
}
