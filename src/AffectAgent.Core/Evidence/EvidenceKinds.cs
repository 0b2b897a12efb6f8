namespace AffectAgent;

/// <summary>The kinds of evidence that the built-in tools append. A plugin of one's own may add kinds with a prefix of its own.</summary>
public static class EvidenceKinds
{
    /// <summary>Number of persons whose face was found. <c>Value</c> in "persons".</summary>
    public const string FaceCount = "face.count";
    /// <summary>One person's face through the clip: <c>Interval</c> from first to last sight, <c>Value</c> the share of frames (0-1) in which it was found.</summary>
    public const string FaceTrack = "face.track";
    /// <summary>Where in the picture a face is that a question names by its place: <c>Label</c> "left", "right" or "middle" as the viewer sees it, <c>Value</c> its middle in "share of the width, 0-1". Computed by the reasoner.</summary>
    public const string FacePlace = "face.place";
    /// <summary>A circumstance that weakens the reading of a face. <c>Label</c> names it: "small", "border", "turned", "blurred", "dark", "covered"; <c>Value</c> its size.</summary>
    public const string FaceQuality = "face.quality";
    /// <summary>Mean head rotation. <c>Label</c> pitch, yaw or roll; <c>Value</c> in "rad".</summary>
    public const string HeadPose = "head.pose";
    /// <summary>Mean gaze direction. <c>Label</c> "horizontal" or "vertical"; <c>Value</c> in "rad".</summary>
    public const string Gaze = "gaze";
    /// <summary>How often the eyes blink. <c>Value</c> in "per minute".</summary>
    public const string Blinks = "eyes.blinks";
    /// <summary>How long the eyes are closed. <c>Value</c> in "share of frames, 0-1".</summary>
    public const string EyesClosed = "eyes.closed";
    /// <summary>How long the mouth moves as in speech. <c>Value</c> in "share of frames, 0-1".</summary>
    public const string Speaking = "mouth.speaking";
    /// <summary>An Action Unit over a still, or its mean over a clip. <c>Value</c> in "0-5".</summary>
    public const string ActionUnit = "au.intensity";
    /// <summary>One activation of an Action Unit: <c>Interval</c> onset to offset, <c>Apex</c>, <c>Value</c> the intensity at the apex in "0-5".</summary>
    public const string ActionUnitEpisode = "au.episode";
    /// <summary>What the face as a whole reads as: <c>Distribution</c>, <c>Label</c> its top, <c>Value</c> that probability.</summary>
    public const string Expression = "expression";
    /// <summary>A stretch of the clip with another reading than the whole: same fields as <see cref="Expression"/>.</summary>
    public const string ExpressionEpisode = "expression.episode";
    /// <summary>Heart rate read from the skin's colour. <c>Value</c> in "beats a minute", <c>Confidence</c> the signal's quality.</summary>
    public const string HeartRate = "sign.heart-rate";
    /// <summary>A nod or shake of the head: <c>Label</c> "nod" or "shake", <c>Interval</c>, <c>Apex</c>, <c>Value</c> half the swing in "rad".</summary>
    public const string HeadGesture = "sign.head-gesture";
    /// <summary>A movement of under half a second: <c>Interval</c>, <c>Apex</c>, <c>ActionUnit</c> what it resembles, <c>Value</c> its height in "times the noise".</summary>
    public const string BriefMovement = "sign.brief-movement";
    /// <summary>A smile of a kind: <c>Label</c> the kind, <c>Value</c> AU12 at its apex in "0-5".</summary>
    public const string Smile = "sign.smile";
    /// <summary>A pain score: <c>Label</c> "PSPI", <c>Value</c> in "0-16".</summary>
    public const string PainScore = "sign.pain";
    /// <summary>A place where the face's sides differ: <c>Label</c> the place, <c>Value</c> in "hundredths of the eye distance", <c>Baseline</c> the floor.</summary>
    public const string Asymmetry = "sign.asymmetry";
    /// <summary>Seconds of speech. <c>Value</c> in "s".</summary>
    public const string VoiceActivity = "voice.activity";
    /// <summary>One acoustic feature; <c>Label</c> its name (eGeMAPS terms), <c>Direction</c> against the clip's or the population's baseline.</summary>
    public const string VoiceFeature = "voice.feature";
    /// <summary>Arousal or valence of the voice. <c>Label</c> "arousal" or "valence"; <c>Value</c> in "-1..1".</summary>
    public const string VoiceAffect = "voice.affect";
    /// <summary>What a voice expresses: <c>Label</c> the likeliest, <c>Value</c> its probability, <c>Distribution</c>, <c>Confidence</c> how like the voice is to those that the model knows. The first is of the whole clip, others of parts that differ.</summary>
    public const string VoiceEmotion = "voice.emotion";
    /// <summary>One line of the transcript: <c>Quote</c>, <c>Interval</c>.</summary>
    public const string TranscriptLine = "words.line";
    /// <summary>An emotion that a line's words express: <c>Label</c> (GoEmotions), <c>Value</c> its probability, <c>Quote</c>, <c>CarryingWords</c>.</summary>
    public const string TextEmotion = "words.emotion";
    /// <summary>What a line of a dialogue expresses, read with the lines around it: <c>Label</c>, <c>Value</c> its probability, <c>Baseline</c> the same from the line by itself, <c>Distribution</c>, <c>Quote</c>.</summary>
    public const string DialogueEmotion = "words.dialogue";
    /// <summary>A span of the transcript that names what an emotion is about: <c>Quote</c> the span, <c>Label</c> the emotion, <c>Interval</c> that of its line, <c>DerivedFrom</c> the line.</summary>
    public const string Cause = "words.cause";
    /// <summary>A reading of words that may not be what is expressed now: <c>Label</c> "sarcasm" or "past", <c>Value</c> the share of it that is taken to say nothing in "0-1", <c>CarryingWords</c> what shows it. Computed by the reasoner.</summary>
    public const string WordsDoubt = "words.doubt";
    /// <summary>How well the measured units fit the pattern of an emotion's card: <c>Label</c> the emotion, <c>Value</c> the cosine in "-1..1". Computed by the reasoner.</summary>
    public const string PatternMatch = "reading.pattern";
    /// <summary>All modalities taken together: <c>Distribution</c>, <c>Label</c> its top, <c>Value</c> that probability, <c>CarryingWords</c> the open-vocabulary words. Computed by the reasoner.</summary>
    public const string Reading = "reading";
    /// <summary>How sure the reading is: <c>Label</c> "confidence", <c>Value</c> in "0-1". Computed by the reasoner.</summary>
    public const string ReadingConfidence = "reading.confidence";
    /// <summary>Valence, arousal or dominance of the reading: <c>Label</c> which, <c>Value</c> in "-1..1". Computed by the reasoner.</summary>
    public const string ReadingVad = "reading.vad";
    /// <summary>Which of two readings the cues of a discriminator card point to: <c>Label</c> that emotion, <c>Value</c> the balance in "0-1". Computed by the reasoner.</summary>
    public const string CueBalance = "reading.cues";
    /// <summary>How far two modalities disagree: <c>Value</c> the Jensen-Shannon divergence in "0-1". Computed by the reasoner.</summary>
    public const string Disagreement = "reading.disagreement";
    /// <summary>A pattern of two emotions that the measured units fit: <c>Label</c> the card's title, <c>Value</c> the cosine in "-1..1", <c>Distribution</c> the two with their probabilities. Computed by the reasoner.</summary>
    public const string Compound = "reading.compound";
    /// <summary>Something assumed and not measured, to ask what would follow from it: same fields as what it stands in for. Computed by the reasoner.</summary>
    public const string Assumption = "reading.assumption";
    /// <summary>What the reading would be under assumptions: <c>Distribution</c>, <c>Label</c> its top, <c>Value</c> that probability, <c>DerivedFrom</c> the assumptions. Computed by the reasoner.</summary>
    public const string WhatIf = "reading.what-if";
    /// <summary>The user's question: <c>Quote</c>, <c>Label</c> what is to be known of it, such as "another language". Computed by the reasoner.</summary>
    public const string Question = "request.question";
}
