using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class CareKindTests
{
    [Fact]
    public void Find_EveryKindsName_GivesItBack()
        => Assert.All(Enum.GetValues<CareKind>(), kind => Assert.Equal(kind, CareKinds.Find(kind.Name())));

    [Fact]
    public void IsCrisis_TheFourCrises_NoBoundary()
        => Assert.Equal(["self_harm", "violence", "abuse", "medical"], Enum.GetValues<CareKind>().Where(kind => kind.IsCrisis()).Select(kind => kind.Name()));
}
