namespace AffectAgent.Empathy.Tests.Models;

/// <summary>Tasks of a reply's writer, the same whatever the readers of words say.</summary>
internal static class Tasks
{
    /// <summary>Somebody failed an exam; the reply is a first one, so it has to say that a program writes.</summary>
    public static ReplyTask Exam { get; } = new(
        new PerceivedUser { Words = "I failed my exam <b>again</b> and I can't face my parents", Language = "en", Family = "failure" },
        new Persona { Name = "Linden" },
        new Conversation([
            new ConversationTurn
            {
                Turn = 1, Time = DateTimeOffset.UnixEpoch, User = "hello, I am Ada, 19", Family = "greeting", Reply = "Hello. I'm Linden, a program.", ReplyVad = new Vad(0.2, 0, 0),
            },
        ]),
        new EmpathyChain(
            [
                new EmpathyStep("event", "The person tells: “failed my exam”.", ["E1"]),
                new EmpathyStep("emotion", "Read as sadness 61 %.", ["E2"]),
                new EmpathyStep("need", "Perhaps to be heard and not judged.", []),
            ],
            [new UsedStrategy("reflect", "strategy/reflect", "Say back what was heard", "it shows that it was heard", 0.4, ["Rogers (1957)"])]),
        new EmotionTransition("concern", Vad.Zero, new Vad(-0.4, -0.1, 0), Vad.Zero, 0.6, new Vad(-0.3, -0.1, 0), false),
        "en", true, "I'm Linden, a program. You failed your exam. What weighs most on you now?");

    /// <summary>The same in a later turn, where the program has said what it is.</summary>
    public static ReplyTask Later { get; } = Exam with { Discloses = false };
}
