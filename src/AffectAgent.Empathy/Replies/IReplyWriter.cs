namespace AffectAgent.Empathy;

/// <summary>What a writer is given.</summary>
/// <param name="User">What is perceived.</param>
/// <param name="Persona">Who speaks.</param>
/// <param name="Past">The conversation before.</param>
/// <param name="Chain">The chain of empathy and the strategies.</param>
/// <param name="Transition">The expression of voice and face, which the words must not contradict.</param>
/// <param name="Language">The language to write in.</param>
/// <param name="Discloses">True where the reply must say that it is a program.</param>
/// <param name="Composed">The composer's own words.</param>
public sealed record ReplyTask(
    PerceivedUser User, Persona Persona, Conversation Past, EmpathyChain Chain, EmotionTransition Transition, string Language, bool Discloses, string Composed);

/// <summary>What a writer made of it.</summary>
/// <param name="Text">The words, or null where none passed the checks.</param>
/// <param name="By">Whose they are.</param>
/// <param name="Why">Why there are none, in a sentence; null where there are.</param>
public sealed record WrittenReply(string? Text, string By, string? Why);

/// <summary>Words replies in place of the composer: a language model. Its words are checked; the composer's stand where they fail.</summary>
public interface IReplyWriter
{
    /// <summary>Words a reply.</summary>
    /// <param name="task">What is given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<WrittenReply> WriteAsync(ReplyTask task, CancellationToken cancellationToken = default);
}
