using AffectAgent.Empathy.Care;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent.Empathy;

/// <summary>Registration of care and of the empathetic reply.</summary>
internal static class EmpathyServices
{
    /// <summary>Registers the <see cref="ICrisisCheck"/> and an <see cref="IResponder"/>; a language model words the replies where an <see cref="IReplyWriter"/> is registered.</summary>
    public static void AddEmpathy(IServiceCollection services)
    {
        services.TryAddSingleton<ICrisisCheck>(_ => CareCrisisCheck.Default);
        services.TryAddSingleton<ITextTone, ReplyTone>();
        services.TryAddSingleton<IResponder>(provider => new Responder(
            provider.GetRequiredService<IAffectAgent>(), provider.GetRequiredService<IKnowledgeBase>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ITextTone>(), provider.GetService<IReplyWriter>()));
    }
}
