namespace AffectAgent.Tests;

public sealed class AnalysisContextTests
{
    [Fact]
    public void Get_ArtifactThatNobodyMade_Throws()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);

        Assert.Throws<InvalidOperationException>(context.Get<Transcript>);
        Assert.False(context.TryGet<Transcript>(out _));
    }

    [Fact]
    public void Dispose_ArtifactsThatHoldFiles_AreDisposedOnce()
    {
        var (first, second) = (new Held(), new Held());
        using (var context = new AnalysisContext(new AnalysisRequest(), media: null))
        {
            context.Set(first);
            context.Set(second);
            Assert.Equal(1, first.Disposals);
            Assert.Same(second, context.Get<Held>());
        }

        Assert.Equal(1, second.Disposals);
    }

    private sealed class Held : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
