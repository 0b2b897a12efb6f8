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
                Assert.Contains(topology.Triangles, t => edge.All(p => p == t.A || p == t.B || p == t.C));
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
    public void Draw_MouthOpened_DarkensTheMouth()
    {
        double closed = Brightness(Draw(Renderer, State()), 0.5, 0.67);
        double open = Brightness(Draw(Renderer, State((25, 3), (26, 2))), 0.5, 0.70);
        Assert.True(open < closed * 0.75, $"{open} {closed}");
    }

    [Fact]
    public void Draw_Blink_HidesTheEyes()
    {
        byte[] open = Draw(Renderer, State((5, 2)));
        byte[] shut = Draw(Renderer, State((45, 7.5)));
        Assert.True(Contrast(open) > 2 * Contrast(shut), $"{Contrast(open)} {Contrast(shut)}");
    }

    private static FaceState State(params (int Unit, double Intensity)[] units) => new(units.ToDictionary(u => u.Unit, u => u.Intensity), 0, 0, 0);

    private static byte[] Draw(PortraitRenderer renderer, FaceState state)
    {
        var rgb = new byte[Width * Height * 3];
        renderer.Draw(state, rgb);
        return rgb;
    }

    private static double Brightness(byte[] rgb, double x, double y)
    {
        int at = ((int)(y * Height) * Width + (int)(x * Width)) * 3;
        return (rgb[at] + rgb[at + 1] + rgb[at + 2]) / 3.0;
    }

    /// <summary>Brightest less darkest green within the opening of the right eye.</summary>
    private static int Contrast(byte[] rgb)
    {
        int low = 255;
        int high = 0;
        for (int y = (int)(0.40 * Height); y < (int)(0.425 * Height); y++)
        {
            for (int x = (int)(0.395 * Width); x < (int)(0.435 * Width); x++)
            {
                int value = rgb[(y * Width + x) * 3 + 1];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }
        return high - low;
    }
}
