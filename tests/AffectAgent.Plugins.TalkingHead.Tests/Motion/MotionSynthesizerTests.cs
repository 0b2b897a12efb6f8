using System.Numerics;
using AffectAgent.Knowledge;

namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class MotionSynthesizerTests
{
    private static readonly EmotionPlanner Planner = new(KnowledgeBase.LoadBuiltIn());
    private static readonly HeadRig Rig = new(Shared.Shape);

    // Points of the inner lips, upper with lower, in the middle and beside it.
    private static readonly (int Upper, int Lower)[] InnerLips = [(13, 14), (82, 87), (312, 317), (81, 178), (311, 402)];

    [Theory]
    [InlineData(25, "neutral")]
    [InlineData(30, "neutral")]
    [InlineData(60, "neutral")]
    [InlineData(25, "happiness")]
    [InlineData(30, "surprise")]
    [InlineData(30, "sadness:0.7")]
    [InlineData(30, "disgust")]
    [InlineData(30, "fear")]
    [InlineData(60, "anger")]
    [InlineData(25, "happiness+surprise")]
    [InlineData(25, "emotion/anger-open-mouth")]
    [InlineData(25, "smile/laughter")]
    public void Create_MiddleOfEachClosedSound_LipsTouch(double rate, string emotion)
    {
        var speech = SyntheticSpeech.Sentence;
        var motion = MotionSynthesizer.Create(speech, Planner.Plan(emotion, speech.Duration), null, new MotionOptions { FramesPerSecond = rate });

        Assert.All(speech.Visemes.Where(x => x.Viseme == Viseme.PP), cue =>
        {
            var pose = At(motion, cue.Interval.Middle);
            Assert.True(Gap(pose) < 0.006, $"gap {Gap(pose)} at {cue.Interval.Middle} s");
            Assert.True(Parted(pose) < 0.006, $"parted {Parted(pose)} at {cue.Interval.Middle} s");
            Assert.True(pose.Visemes[(int)Viseme.PP] > 0.9);
        });
        Assert.All(speech.Visemes.Where(x => x.Viseme == Viseme.Aa), cue => Assert.True(Gap(At(motion, cue.Interval.Middle)) > 0.03));
    }

    [Fact]
    public void Create_F_TucksTheLowerLip()
    {
        var motion = MotionSynthesizer.Create(SyntheticSpeech.Sentence, EmotionPlan.Neutral);

        Assert.All(SyntheticSpeech.Sentence.Visemes.Where(x => x.Viseme == Viseme.FF), cue =>
        {
            var pose = At(motion, cue.Interval.Middle);
            Assert.True(pose.Mean(28) > 1.5);
            Assert.True(pose.Mean(16) < 0.2);
        });
    }

    [Fact]
    public void Create_SoundsOfTheTongue_TheTongueReachesItsPlace()
    {
        var speech = SyntheticSpeech.Of(0.4, 0.4, (Viseme.Aa, 0.15), (Viseme.TH, 0.09), (Viseme.Aa, 0.15), (Viseme.DD, 0.08), (Viseme.Aa, 0.15), (Viseme.Nn, 0.08), (Viseme.Aa, 0.15));
        var motion = MotionSynthesizer.Create(speech, EmotionPlan.Neutral);

        Assert.All(speech.Visemes, cue =>
        {
            var pose = At(motion, cue.Interval.Middle);
            Assert.Equal(cue.Viseme == Viseme.TH, pose.TongueOut > 0.6);
            Assert.Equal(cue.Viseme is Viseme.DD or Viseme.Nn, pose.TongueUp > 0.65);
        });
    }

    [Fact]
    public void Create_PressedLips_YieldToSpeechAndComeBack()
    {
        var speech = SyntheticSpeech.Of(1.5, 1.5, (Viseme.Aa, 0.2), (Viseme.DD, 0.1), (Viseme.E, 0.2));
        var motion = MotionSynthesizer.Create(speech, Planner.Plan("anger", speech.Duration));

        Assert.True(At(motion, 1).Mean(24) > 2.5);
        Assert.True(At(motion, 1.6).Mean(24) < 0.5);
        Assert.True(At(motion, 1.6).Mean(4) > 4, "The brows stay.");
        Assert.True(At(motion, 2.55).Mean(24) > 2);
    }

    [Fact]
    public void Create_RoundedVowel_LipsRoundBeforeItSounds()
    {
        var speech = SyntheticSpeech.Of(0.5, 0.5, (Viseme.Aa, 0.15), (Viseme.DD, 0.08), (Viseme.SS, 0.1), (Viseme.U, 0.25), (Viseme.DD, 0.1));
        var motion = MotionSynthesizer.Create(speech, EmotionPlan.Neutral);
        var sounds = speech.Visemes.Single(x => x.Viseme == Viseme.U).Interval;

        var full = At(motion, sounds.Middle).Mean(18);
        Assert.True(full > 2.5);
        Assert.True(At(motion, sounds.Start - 0.1).Mean(18) > 0.12 * full);
        Assert.True(At(motion, sounds.Start - 0.02).Mean(18) > 0.4 * full);
    }

    [Fact]
    public void Create_RandomSpeech_NothingJumps()
    {
        const double rate = 60;
        for (var seed = 0; seed < 20; seed++)
        {
            var speech = SyntheticSpeech.Random(seed, 5);
            var plan = Planner.Plan("0-2:anger:0.8;2-4:happiness:0.9;4-:surprise+fear:0.6", speech.Duration);
            var frames = MotionSynthesizer.Create(speech, plan, null, new MotionOptions { FramesPerSecond = rate, Seed = seed }).Frames;
            for (var unit = 0; unit < FaceUnits.Count; unit++)
            {
                // Whole strengths a second; lids are the quickest movements of a face.
                var most = FaceUnits.All[unit] is 5 or 45 ? 150 : 90;
                for (var i = 2; i < frames.Count; i++)
                {
                    double a = frames[i - 2].Left[unit], b = frames[i - 1].Left[unit], c = frames[i].Left[unit];
                    Assert.True(Math.Abs(c - b) * rate < most, $"AU{FaceUnits.All[unit]} moves by {(c - b) * rate} a second, seed {seed}, frame {i}");
                    Assert.True(Math.Abs(c - (2 * b) + a) < 1.4, $"AU{FaceUnits.All[unit]} jerks by {c - (2 * b) + a}, seed {seed}, frame {i}");
                    Assert.InRange(c, 0, 5);
                }
            }

            for (var i = 1; i < frames.Count; i++)
            {
                Assert.True(Math.Abs(frames[i].HeadPitch - frames[i - 1].HeadPitch) * rate < 1.3);
                Assert.True(Math.Abs(frames[i].HeadYaw - frames[i - 1].HeadYaw) * rate < 1.3);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Create_AMinute_BlinksAsOftenAsPeopleDo(int seed)
    {
        var silent = MotionSynthesizer.Create(null, EmotionPlan.Neutral, 60, new MotionOptions { Seed = seed });
        var talking = MotionSynthesizer.Create(SyntheticSpeech.Random(seed, 60), EmotionPlan.Neutral, 60, new MotionOptions { Seed = seed });

        Assert.InRange(Blinks(silent), 9, 24);
        Assert.InRange(Blinks(talking), 12, 30);
    }

    [Fact]
    public void Create_Blink_ClosesFasterThanItOpens()
    {
        var frames = MotionSynthesizer.Create(null, EmotionPlan.Neutral, 30, new MotionOptions { FramesPerSecond = 60 }).Frames;
        var closing = frames.Skip(1).Where((x, i) => x.Mean(45) > frames[i].Mean(45)).Count();
        var opening = frames.Skip(1).Where((x, i) => x.Mean(45) < frames[i].Mean(45)).Count();

        Assert.InRange((double)opening / closing, 1.5, 2.6);
        Assert.InRange((double)closing / Blinks(frames) / 60, 0.06, 0.12);
    }

    [Fact]
    public void Create_Surprise_RisesFasterThanSadness()
    {
        double Rise(string emotion, int unit)
        {
            var frames = MotionSynthesizer.Create(null, Planner.Plan(emotion, 6), 6, new MotionOptions { FramesPerSecond = 60, Blinks = false }).Frames;
            var apex = frames.Take(90).Max(x => x.Mean(unit));
            double First(double share) => frames.Select((x, i) => (x, i)).First(x => x.x.Mean(unit) >= share * apex).i / 60.0;
            return First(0.95) - First(0.05);
        }

        Assert.InRange(Rise("surprise", 1), 0.1, 0.35);
        Assert.InRange(Rise("happiness", 12), 0.2, 0.55);
        Assert.InRange(Rise("sadness", 1), 0.45, 1.1);
    }

    [Fact]
    public void Create_ChangeWithinASentence_CrossesOverWithoutRest()
    {
        var motion = MotionSynthesizer.Create(null, Planner.Plan("0-2:fear;2-4:surprise", 4), 4, new MotionOptions { Blinks = false });

        var brows = motion.Frames.Where((_, i) => i / 30.0 is > 1 and < 3).Select(x => x.Mean(1)).ToArray();
        Assert.True(brows.Min() > 3, "AU1 belongs to both and stays.");
        Assert.True(brows.Max() < 5, "It doesn't add up.");
        Assert.True(At(motion, 1.5).Mean(4) > 2.5);
        Assert.True(At(motion, 3).Mean(4) < 0.2);
    }

    [Fact]
    public void Create_HeldForLong_EbbsAndComesBack()
    {
        var frames = MotionSynthesizer.Create(null, Planner.Plan("happiness:0.8", 12), 12).Frames;
        var held = frames.Skip(30).Take(290).Select(x => x.Mean(12)).ToArray();

        Assert.InRange(held.Max(), 3.6, 4.3);
        Assert.InRange(held.Min() / held.Max(), 0.6, 0.93);
        Assert.True(held.TakeLast(200).Max() > 0.9 * held.Max(), "It comes back.");
    }

    [Fact]
    public void Create_SameSeed_SameMotionAndAnotherSeedAnother()
    {
        FaceMotion Make(int seed) => MotionSynthesizer.Create(SyntheticSpeech.Sentence, Planner.Plan("happiness:0.5", 4), null, new MotionOptions { Seed = seed });

        var (one, again, other) = (Make(7), Make(7), Make(8));

        Assert.Equal(Numbers(one), Numbers(again));
        Assert.NotEqual(Numbers(one), Numbers(other));
    }

    [Fact]
    public void Create_StrengthZeroAndSilence_StaysNeutral()
    {
        var motion = MotionSynthesizer.Create(null, Planner.Plan("anger:0", 3), 3, new MotionOptions { Blinks = false });

        Assert.All(motion.Frames, pose => Assert.All(pose.Left.Concat(pose.Right), x => Assert.Equal(0, x)));
        Assert.Equal(90, motion.Frames.Count);
        Assert.Contains(motion.Frames, x => x.HeadYaw != 0);
    }

    [Fact]
    public void Create_TalkingWithASmile_KeepsTheSmileAndOpensTheMouth()
    {
        var speech = SyntheticSpeech.Sentence;
        var motion = MotionSynthesizer.Create(speech, Planner.Plan("happiness", speech.Duration));
        var vowel = speech.Visemes.First(x => x.Viseme == Viseme.Aa && x.Interval.Start > 1).Interval.Middle;

        Assert.True(At(motion, vowel).Mean(12) > 2.5);
        Assert.True(At(motion, vowel).Mean(25) > 1);
    }

    [Fact]
    public void Create_TwoMinutesOfSpeech_LooksAtTheViewerMostly()
    {
        var motion = MotionSynthesizer.Create(SyntheticSpeech.Random(5, 120), EmotionPlan.Neutral);

        var atViewer = motion.Frames.Count(x => Math.Abs(x.GazeYaw + x.HeadYaw) < 0.06 && Math.Abs(x.GazePitch + x.HeadPitch) < 0.06) / (double)motion.Frames.Count;
        Assert.InRange(atViewer, 0.7, 0.97);
    }

    [Fact]
    public void Create_GazeShift_IsOverWithinASaccade()
    {
        var frames = MotionSynthesizer.Create(null, EmotionPlan.Neutral, 60, new MotionOptions { FramesPerSecond = 60, Head = 0 }).Frames;
        var moving = frames.Skip(1).Select((x, i) => Math.Abs(x.GazeYaw - frames[i].GazeYaw) > 0.02).ToArray();

        Assert.Contains(true, moving);
        Assert.DoesNotContain(moving.Skip(5).Select((_, i) => moving.Skip(i).Take(6).All(x => x)), x => x);
    }

    [Theory]
    [InlineData("sadness", -3)]
    [InlineData("anger", -1.5)]
    [InlineData("surprise", 0.5)]
    [InlineData("contempt", 1.5)]
    public void Create_Emotion_CarriesTheHead(string emotion, double degrees)
    {
        var mean = MotionSynthesizer.Create(null, Planner.Plan(emotion, 6), 6).Frames.Skip(45).Take(75).Average(x => x.HeadPitch) * 180 / Math.PI;

        Assert.True(degrees < 0 ? mean < degrees : mean > degrees, $"{mean} degrees");
    }

    [Fact]
    public void Create_LoudSyllable_TheHeadNodsAtIt()
    {
        (Viseme, double)[] sounds = [.. Enumerable.Range(0, 12).SelectMany(_ => new[] { (Viseme.DD, 0.08), (Viseme.Aa, 0.12), (Viseme.Nn, 0.5) })];
        var speech = SyntheticSpeech.Of(1, 1, sounds);
        var down = 0;
        for (var seed = 0; seed < 5; seed++)
        {
            var motion = MotionSynthesizer.Create(speech, EmotionPlan.Neutral, null, new MotionOptions { Seed = seed });
            down += speech.Visemes.Where(x => x.Viseme == Viseme.Aa).Count(x => At(motion, x.Interval.Middle).HeadPitch < At(motion, x.Interval.Middle - 0.25).HeadPitch);
        }

        Assert.InRange(down, 42, 60);
    }

    [Fact]
    public void Create_BeforeSpeech_LipsPartToBreathe()
    {
        var speech = SyntheticSpeech.Of(1, 0.5, (Viseme.Kk, 0.08), (Viseme.Aa, 0.2));
        var motion = MotionSynthesizer.Create(speech, EmotionPlan.Neutral);

        Assert.True(At(motion, 0.85).Mean(25) > 0.3);
        Assert.True(At(motion, 0.5).Mean(25) < 0.1);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(120)]
    public void Create_RateOutOfRange_SaysTheRange(double rate)
    {
        var fault = Assert.Throws<UserException>(() => MotionSynthesizer.Create(null, EmotionPlan.Neutral, 2, new MotionOptions { FramesPerSecond = rate }));

        Assert.Contains("25 to 60", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pad_Speech_MovesEverything()
    {
        var speech = SyntheticSpeech.Sentence;
        var padded = speech.Pad(0.5, 1);

        Assert.Equal(speech.Duration + 1.5, padded.Duration, 3);
        Assert.Equal(speech.Visemes[3].Interval.Start + 0.5, padded.Visemes[3].Interval.Start, 6);
        Assert.Equal(speech.Phrases[0].End + 0.5, padded.Phrases[0].End, 6);
        Assert.Equal(speech.Samples.Span[5000], padded.Samples.Span[9000]);
    }

    private static FacePose At(FaceMotion motion, double seconds) => motion.Frames[(int)Math.Round(seconds * motion.FramesPerSecond)];

    private static int Blinks(FaceMotion motion) => Blinks(motion.Frames);

    private static int Blinks(IReadOnlyList<FacePose> frames) => frames.Skip(1).Where((x, i) => x.Mean(45) > 2.5 && frames[i].Mean(45) <= 2.5).Count();

    private static float[] Numbers(FaceMotion motion) =>
        [.. motion.Frames.SelectMany(x => x.Left.Concat(x.Right).Concat(x.Visemes).Concat([x.GazeYaw, x.GazePitch, x.HeadYaw, x.HeadPitch, x.HeadRoll, x.TongueOut, x.TongueUp]))];

    // The avatar's widest opening between the inner lips, in outer eye distances.
    private static float Gap(FacePose pose)
    {
        var points = new Vector3[Rig.Cage.Rest.Length];
        Rig.Move(pose, new float[FaceMesh.PointCount * 3], points);
        return InnerLips.Max(x => points[x.Lower].Y - points[x.Upper].Y);
    }

    // How much further apart than at rest the lips of a portrait are.
    private static float Parted(FacePose pose)
    {
        var moved = new float[FaceMesh.PointCount * 3];
        Shared.Shape.Move(pose, moved);
        return InnerLips.Max(x => moved[(x.Lower * 3) + 1] - moved[(x.Upper * 3) + 1]);
    }
}
