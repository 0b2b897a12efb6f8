namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Holds the courses of one motion and makes its poses. Not thread-safe.</summary>
internal sealed class FrameMaker
{
    private readonly MotionOptions _options;
    private readonly double _articulation;
    private readonly ExpressionTrack _expression;
    private readonly Coarticulation _speech;
    private readonly BlinkTrack? _blinks;
    private readonly GazeTrack _gaze;
    private readonly HeadTrack _head;
    private readonly List<(double Start, double Size, double Hold)> _brows = [];
    private readonly SpeechMouth _mouth = new();
    private readonly double[] _left = new double[FaceUnits.Count];
    private readonly double[] _right = new double[FaceUnits.Count];

    /// <summary>Draws everything that chance decides.</summary>
    public FrameMaker(SpeechTrack? speech, EmotionPlan plan, double duration, MotionOptions options)
    {
        _options = options;
        var envelope = speech is null ? null : new SpeechEnvelope(speech);
        var phrases = speech?.Phrases ?? [];
        var accents = envelope?.Accents() ?? [];
        double[] rises = [.. envelope?.Rises(phrases) ?? []];
        var usual = Usual(plan, duration);
        _articulation = options.Articulation * (0.8 + (0.2 * usual.Gesture));
        _expression = new ExpressionTrack(plan, duration, StableRandom.For(options.Seed, 1));
        _speech = new Coarticulation(speech?.Visemes ?? [], x => envelope?.Relative(x) ?? 1);
        _gaze = new GazeTrack(phrases, duration, options.Gaze * usual.Away, usual, StableRandom.For(options.Seed, 2));
        _blinks = options.Blinks ? new BlinkTrack(phrases, _gaze.Glances, duration, StableRandom.For(options.Seed, 3)) : null;
        _head = new HeadTrack(plan, _gaze.Glances, accents, rises, usual, duration, StableRandom.For(options.Seed, 4));
        RaiseBrows(accents, rises, StableRandom.For(options.Seed, 5));
    }

    // Brows punctuate speech (card limit/brow-signals): now and then at a stressed word, and longer at a question's end.
    private void RaiseBrows(IReadOnlyList<Accent> accents, double[] rises, StableRandom random)
    {
        foreach (var accent in accents)
        {
            var size = random.Between(0.7, 1.6) * accent.Strength;
            if (accent.Strength > 0.6 && random.Chance(0.5))
                _brows.Add((accent.At - 0.16, size, 0.08));
        }

        foreach (var end in rises)
            _brows.Add((end - 0.4, random.Between(1.4, 2), 0.35));
    }

    /// <summary>The pose at a time.</summary>
    /// <param name="seconds">When.</param>
    public FacePose At(double seconds)
    {
        var pose = new FacePose();
        _expression.At(seconds, _left, _right);
        _speech.At(seconds, _mouth);
        for (var i = 0; i < VisemeShape.Parts; i++)
            _mouth.Parts[i] *= i < (int)MouthPart.TongueUp ? _articulation : Math.Min(1, _options.Articulation);
        if (_options.Articulation == 0)
            (_mouth.Closed, _mouth.Tucked, _mouth.Talking) = (0, 0, 0);
        double brows = Brows(seconds), blink = _blinks?.At(seconds) ?? 0;
        FaceMerge.Write(_left, _mouth, brows, blink, pose.Left);
        FaceMerge.Write(_right, _mouth, brows, blink, pose.Right);
        for (var i = 0; i < pose.Visemes.Length; i++)
            pose.Visemes[i] = (float)_mouth.Visemes[i];
        pose.TongueUp = (float)Math.Min(1, _mouth.Parts[(int)MouthPart.TongueUp]);
        pose.TongueOut = (float)Math.Min(1, _mouth.Parts[(int)MouthPart.TongueOut]);
        Turn(pose, seconds);
        return pose;
    }

    // The eyes keep to their point in the room while the head moves (the vestibulo-ocular reflex).
    private void Turn(FacePose pose, double seconds)
    {
        var (pitch, yaw, roll) = _head.At(seconds);
        var (lookYaw, lookPitch) = _gaze.At(seconds);
        (pose.HeadPitch, pose.HeadYaw, pose.HeadRoll) = ((float)(pitch * _options.Head), (float)(yaw * _options.Head), (float)(roll * _options.Head));
        pose.GazeYaw = (float)lookYaw - pose.HeadYaw;
        pose.GazePitch = (float)lookPitch - pose.HeadPitch;
    }

    private double Brows(double seconds)
    {
        var sum = 0.0;
        foreach (var (start, size, hold) in _brows)
            sum += size * Curves.Pulse(seconds - start, 0.16, hold, 0.34);
        return sum;
    }

    // The posture of the whole plan, each expression by its share of the time.
    private static Posture Usual(EmotionPlan plan, double duration) =>
        Posture.Of([.. plan.Expressions.SelectMany(x => x.Mixture.Select(e => e with { Strength = e.Strength * Math.Min(1, x.Interval.Duration / duration) }))]);
}
