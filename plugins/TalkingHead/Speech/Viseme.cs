namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The 15 mouth shapes of speech that Oculus LipSync named and most engines read; their names there are "viseme_" + the name here.</summary>
public enum Viseme
{
    /// <summary>Silence.</summary>
    Sil,
    /// <summary>p, b, m: lips closed.</summary>
    PP,
    /// <summary>f, v: lower lip at the upper teeth.</summary>
    FF,
    /// <summary>th: tongue between the teeth.</summary>
    TH,
    /// <summary>t, d: tongue at the ridge.</summary>
    DD,
    /// <summary>k, g.</summary>
    Kk,
    /// <summary>ch, j, sh, zh.</summary>
    CH,
    /// <summary>s, z.</summary>
    SS,
    /// <summary>n, l.</summary>
    Nn,
    /// <summary>r.</summary>
    RR,
    /// <summary>a as in father.</summary>
    Aa,
    /// <summary>e as in bed.</summary>
    E,
    /// <summary>i as in see.</summary>
    I,
    /// <summary>o as in core.</summary>
    O,
    /// <summary>u as in boot, w.</summary>
    U,
}

/// <summary>One mouth shape of a stretch of speech.</summary>
/// <param name="Viseme">The shape.</param>
/// <param name="Interval">When it sounds, seconds.</param>
/// <param name="Strength">How clearly it is articulated, 0 to 1.</param>
public readonly record struct VisemeCue(Viseme Viseme, TimeRange Interval, float Strength);
