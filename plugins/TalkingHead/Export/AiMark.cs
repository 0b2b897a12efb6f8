using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How what is made here says that it was made by a program: the visible label (<see cref="MarkLabel"/>) and metadata. Who publishes
/// such video without the label has to tell its viewers in another way (Regulation (EU) 2024/1689, the AI Act, Article 50).
/// </summary>
public static class AiMark
{
    /// <summary>The words of the label.</summary>
    public const string Label = "AI-generated";

    /// <summary>IPTC's term for a face that is wholly made by a program.</summary>
    public const string WhollySynthetic = "trainedAlgorithmicMedia";

    /// <summary>IPTC's term for a picture of someone that a program has set in motion.</summary>
    public const string PortraitInMotion = "compositeWithTrainedAlgorithmicMedia";

    /// <summary>What a file says of itself.</summary>
    /// <param name="portrait">True if a picture that the user gave was set in motion.</param>
    public static MediaTags Tags(bool portrait) => portrait
        ? new MediaTags("AI-generated talking portrait", "AI-generated: a still picture set in motion by AffectAgent; its movement, and its voice where a program speaks, are synthetic.", PortraitInMotion)
        : new MediaTags("AI-generated talking head", "AI-generated: a synthetic face made by AffectAgent; it shows no real person.", WhollySynthetic);
}
