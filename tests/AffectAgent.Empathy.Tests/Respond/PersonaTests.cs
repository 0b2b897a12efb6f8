namespace AffectAgent.Empathy.Tests.Respond;

public sealed class PersonaTests
{
    [Theory]
    [InlineData("name: [a, b]", "name")]
    [InlineData("look: hazel", "name is missing")]
    [InlineData("name: A\nmood: sunny", "no field 'mood'")]
    [InlineData("name: A\ntraits: {kindness: 1}", "no trait 'kindness'")]
    [InlineData("name: A\ntraits: {openness: 2}", "openness is '2'")]
    [InlineData("name: A\ntraits: {openness: high}", "openness is 'high'")]
    [InlineData("name: A\nlanguage: English", "language")]
    [InlineData("name: A\nboundaries: politics", "boundaries")]
    [InlineData("name: Human Anna", "human")]
    [InlineData("name: Dr. Anna", "human")]
    [InlineData("name: \"", "line")]
    [InlineData("name: [a\nlook: hazel\nlanguage: en", "not closed")]
    [InlineData("- a", "no persona")]
    [InlineData("", "no persona")]
    public void Parse_Faulty_IsOneLineThatSaysWhat(string text, string part)
    {
        var fault = Assert.Throws<UserException>(() => PersonaFile.Parse(text, "p.yaml"));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NestedVeryDeeply_IsRefused()
    {
        var fault = Assert.Throws<UserException>(() => PersonaFile.Parse(new string('[', 90_000), "p.yaml"));
        Assert.Contains("deeper than", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linden.yaml")]
    [InlineData("brisk.json")]
    public void Read_Sample_IsWhole(string file)
    {
        var persona = PersonaFile.Read(Path.Combine(Root(), "samples", "personas", file));
        Assert.NotNull(persona.Look);
        Assert.NotEmpty(persona.Boundaries);
    }

    [Fact]
    public async Task Respond_TopicOfABoundary_IsKeptOutOf()
    {
        var reply = await Replies.To("Tell me about politics", persona: new Persona { Name = "A", Boundaries = ["politics"] });
        Assert.Equal("kept-out", reply.Turn.Family);
        Assert.Contains("politics", reply.Plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mood_OfTraits_FollowsTheRegression()
    {
        var mood = PersonalityMood.Of(new BigFive(0.5, 0.5, 1, 0.5, 0.5));
        Assert.Equal((0.21, 0.0, 0.60), (Math.Round(mood.Valence, 3), Math.Round(mood.Arousal, 3), Math.Round(mood.Dominance, 3)));
        var calm = PersonalityMood.Of(new BigFive(0.5, 0.5, 0.5, 1, 0));
        Assert.Equal((0.78, -0.27, -0.32), (Math.Round(calm.Valence, 3), Math.Round(calm.Arousal, 3), Math.Round(calm.Dominance, 3)));
    }

    [Fact]
    public void Step_ForAnyTraitsAndPlaces_StaysBoundedAndKeepsTheSign()
    {
        double[] ends = [-1, 0, 1];
        foreach (var manner in ReplyRules.Default.Manners)
        {
            foreach (var v in ends)
            foreach (var p in ends)
            foreach (var e in (double[])[0, 1])
            {
                var step = EmotionTransition.Step(manner.Key, new Vad(p, p, p), new Vad(v, v, v), new BigFive(e, e, e, e, 1 - e));
                Assert.True(step.Reached.IsValid);
                Assert.True(manner.Value.Sign * step.Reached.Valence >= 0, manner.Key);
                Assert.InRange(Math.Abs(step.Reached.Arousal - p), 0, EmotionTransition.LongestStep + 0.001);
            }
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AffectAgent.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
