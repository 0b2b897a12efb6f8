namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

/// <summary>The repository's model of shapes from sound.</summary>
internal static class Models
{
    public static SoundVisemes Sound { get; } = SoundVisemes.Load(Path.Combine(Shared.Root, "models", "sound-visemes.safetensors"));
}
