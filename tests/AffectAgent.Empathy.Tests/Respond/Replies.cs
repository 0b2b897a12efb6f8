using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>The real responder with the real agent.</summary>
internal static class Replies
{
    private static readonly Lazy<ServiceProvider> Shared = new(() =>
    {
        var services = new ServiceCollection();
        services.AddAffectAgent();
        return services.BuildServiceProvider();
    });

    public static ServiceProvider Services => Shared.Value;

    public static IResponder Responder => Services.GetRequiredService<IResponder>();

    public static Task<EmpatheticReply> To(string text, Conversation? past = null, int seed = 1, Persona? persona = null, string? region = null) =>
        Responder.RespondAsync(
            new RespondRequest { Text = text, Past = past ?? Conversation.Empty, Seed = seed, Persona = persona ?? Persona.Default, Region = region }, TestContext.Current.CancellationToken);

    /// <summary>Answers all in one conversation; the last reply.</summary>
    public static async Task<(EmpatheticReply Last, Conversation Past)> ToAll(params string[] texts)
    {
        var past = Conversation.Empty;
        EmpatheticReply? last = null;
        foreach (var text in texts)
        {
            last = await To(text, past);
            past = past.With(last.Turn);
        }

        return (last!, past);
    }
}
