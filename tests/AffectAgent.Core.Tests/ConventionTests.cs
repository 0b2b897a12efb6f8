using System.Reflection;

namespace AffectAgent.Tests;

public sealed class ConventionTests
{
    private static readonly Type[] Public = typeof(Evidence).Assembly.GetExportedTypes();

    [Fact]
    public void Classes_NotMadeForInheritance_AreSealed()
    {
        var open = Public.Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && t != typeof(UserException));

        Assert.Empty(open);
    }

    [Fact]
    public void AsyncMethods_OfEveryInterface_TakeACancellationToken()
    {
        var without = Public.Where(t => t.IsInterface).SelectMany(t => t.GetMethods())
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && m.GetParameters().All(p => p.ParameterType != typeof(CancellationToken)));

        Assert.Empty(without);
    }

    [Fact]
    public void Core_References_OnlyTheRuntime()
    {
        var others = typeof(Evidence).Assembly.GetReferencedAssemblies().Where(a => !a.Name!.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void EvidenceKinds_AllConstants_AreDistinct()
    {
        var kinds = typeof(EvidenceKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToList();

        Assert.Equal(kinds.Count, kinds.Distinct().Count());
    }

    [Fact]
    public void OpenFaceSets_EveryUnit_IsKnown()
    {
        Assert.Equal(17, ActionUnits.OpenFaceIntensity.Count);
        Assert.Equal(18, ActionUnits.OpenFacePresence.Count);
        Assert.All(ActionUnits.OpenFacePresence, unit => Assert.NotNull(ActionUnits.Find(unit)));
    }
}
