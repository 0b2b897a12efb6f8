using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Empathy.Tests.Models;

/// <summary>A language model words the reply where it keeps the rules; else the composed reply stands, and a note says why.</summary>
public sealed class ModelReplyWriterTests
{
    private const string Good = "I'm Linden, a program. It sounds as if failing this exam weighs on you. What is the hardest part of facing your parents?";
    private const string Bad = "I'm so sorry! It will all be fine, I promise.";

    [Fact]
    public async Task Write_GoodReply_IsTakenAtOnce()
    {
        using var client = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say($"<think>hm</think> \"{Good}\"")));
        var written = await Write(client);
        Assert.Equal(new WrittenReply(Good, "scripted", null), written);
        Assert.Equal(1, client.Requests);
        Assert.Contains("‹b›again‹/b›", client.Seen[0][1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FaultThenGoodReply_IsAskedAgainWithTheReason()
    {
        using var client = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say(Bad), ScriptedTurn.Say(Good)));
        Assert.Equal(Good, (await Write(client)).Text);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], client.Seen[1].Select(message => message.Role));
        Assert.Contains("claims a feeling", client.Seen[1][3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FaultTwice_GivesNoWordsAndTheReason()
    {
        using var client = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say(Bad)));
        var written = await Write(client);
        Assert.Null(written.Text);
        Assert.Equal(2, client.Requests);
        Assert.Contains("did not pass the checks", written.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ModelThatFails_GivesNoWordsAndTheReason()
    {
        using var client = new ScriptedChatClient(new ChatScript(_ => throw new LanguageModelException(LanguageModelFault.Overloaded, "It does not answer.")));
        var written = await Write(client);
        Assert.Null(written.Text);
        Assert.Contains("It does not answer.", written.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ClientThatThrowsAnything_GivesNoWordsAndTheReason()
    {
        using var client = new ScriptedChatClient(new ChatScript(_ => throw new NotSupportedException("No such thing here.")));
        var written = await Write(client);
        Assert.Null(written.Text);
        Assert.Contains("No such thing here.", written.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_Model_WordsOrdinaryRepliesOnly()
    {
        using var client = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say(Good.Replace("Linden", Persona.Default.Name, StringComparison.Ordinal))));
        var responder = Responder(client);
        var first = await responder.RespondAsync(Request("I failed my exam and I can't face my parents"), TestContext.Current.CancellationToken);
        Assert.Equal("scripted", first.Plan.WrittenBy);
        Assert.Contains("hardest part", first.Turn.Reply, StringComparison.Ordinal);

        var crisis = await responder.RespondAsync(Request("I want to kill myself") with { Past = Conversation.Empty.With(first.Turn) }, TestContext.Current.CancellationToken);
        var after = await responder.RespondAsync(Request("I failed my exam") with { Past = Conversation.Empty.With(first.Turn).With(crisis.Turn) }, TestContext.Current.CancellationToken);
        Assert.Equal(("care", "composer"), (crisis.Plan.WrittenBy, after.Plan.WrittenBy));
        Assert.Equal(1, client.Requests);
    }

    [Fact]
    public async Task Respond_ModelWhoseToneContradictsTheFace_IsNotTaken()
    {
        using var client = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("I'm a program. Wonderful news, what a great and happy day, congratulations!")));
        var reply = await Responder(client).RespondAsync(Request("My dog died yesterday and I am so sad"), TestContext.Current.CancellationToken);
        Assert.Equal("composer", reply.Plan.WrittenBy);
        Assert.Contains(reply.Notes, note => note.Text.Contains("contradict", StringComparison.Ordinal));
    }

    private static RespondRequest Request(string text) => new() { Text = text };

    private static async Task<WrittenReply> Write(IChatClient client)
    {
        using var writer = new ModelReplyWriter(new LanguageModel(client, "scripted"), new ChatLimits(), TimeProvider.System);
        return await writer.WriteAsync(Tasks.Exam, TestContext.Current.CancellationToken);
    }

    private static Responder Responder(IChatClient client)
    {
        var parts = Respond.Replies.Services;
        return new Responder(
            parts.GetRequiredService<IAffectAgent>(), parts.GetRequiredService<IKnowledgeBase>(), TimeProvider.System, parts.GetRequiredService<ITextTone>(),
            new ModelReplyWriter(new LanguageModel(client, "scripted"), new ChatLimits(), TimeProvider.System));
    }
}
