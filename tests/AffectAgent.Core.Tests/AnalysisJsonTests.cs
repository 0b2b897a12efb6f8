namespace AffectAgent.Tests;

public sealed class AnalysisJsonTests
{
    [Fact]
    public void Serialize_RoundTrip_KeepsEvidenceMissingValuesAndSentences()
    {
        var evidence = new EvidenceLedger().Add(new Evidence
        {
            Kind = EvidenceKinds.TranscriptLine,
            Modality = Modality.Words,
            Quote = "</script> \"quoted\"",
            Interval = new TimeRange(0.5, 2),
            Source = new EvidenceSource("read_transcript"),
        });
        var before = new AnalysisResult
        {
            Version = "1.2.3",
            Explanations =
            [
                new Explanation
                {
                    Person = 2,
                    Distribution = EmotionDistribution.FromWeights(_ => 1),
                    Claims = [new Claim(ReasoningStage.Observation, "It is said.", ["E1"])],
                    Faithfulness = new Faithfulness(1, 1, []),
                },
                new Explanation { AbstainedBecause = "No face was found." },
            ],
            Evidence = [evidence],
            Unscored = [new Unscored("voice", "no sound", "listen_to_voice")],
            Cards = [],
            Tools = [new ToolCall("read_transcript", 0.1, "1 line")],
        };

        var after = AffectJson.Deserialize(AffectJson.Serialize(before));

        Assert.Equal(AnalysisResult.SchemaId, after.Schema);
        Assert.Equal(evidence.Quote, after.Evidence[0].Quote);
        Assert.Null(after.Evidence[0].Value);
        Assert.Equal(before.Explanations[0].Claims[0].Text, after.Explanations[0].Claims[0].Text);
        Assert.Null(after.Explanations[1].Distribution);
        Assert.Equal("no sound", after.Unscored[0].Reason);
    }

    [Fact]
    public void Deserialize_NotAnAnalysis_SaysSo() =>
        Assert.Throws<UserException>(() => AffectJson.Deserialize("{\"schema\":1}"));
}
