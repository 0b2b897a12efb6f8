namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>What is turned against oneself.</summary>
public sealed class SelfHateTests
{
    [Theory]
    [InlineData("I hate myself")]
    [InlineData("I really can't stand who I am")]
    [InlineData("I'm so angry at myself")]
    [InlineData("I just despise myself for being so weak")]
    public async Task Respond_HateOfOneself_IsMetWithKindness(string text)
    {
        var reply = await Replies.To(text);
        if (reply.Perceived is { } user)
            Assert.Equal("self-blame", user.Family);
        Assert.DoesNotContain("Anger often", reply.Plan.Text, StringComparison.Ordinal);
    }
}
