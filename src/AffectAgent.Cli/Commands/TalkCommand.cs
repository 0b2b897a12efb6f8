using System.CommandLine;
using AffectAgent.Cli.Talk;
using AffectAgent.Cli.Terminal;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect talk</c>: a face that says and expresses what it is told, as video or as data.</summary>
internal static class TalkCommand
{
    private static readonly Option<string?> Text = new("--text") { Description = "What to say.", HelpName = "WORDS" };
    private static readonly Option<string?> TextFile = new("--text-file") { Description = "A text file with what to say.", HelpName = "FILE" };
    private static readonly Option<string?> Audio = new("--audio") { Description = "A recording that speaks in place of the built-in voice; the lips follow its sound.", HelpName = "FILE" };
    private static readonly Option<string?> Transcript = new("--transcript") { Description = "What the recording says (SRT, WebVTT or plain text), for lips that follow its words.", HelpName = "FILE" };
    private static readonly Option<string?> Emotion = new("--emotion") { Description = "What to express: sadness:0.7, happiness:0.6+surprise:0.4, over time 0-2:neutral;2-5:sadness:0.7, or over words 'but I am glad':happiness:0.4.", HelpName = "EMOTIONS" };
    private static readonly Option<string?> Portrait = new("--portrait") { Description = "A photograph or drawing whose face speaks, in place of the avatar.", HelpName = "PICTURE" };
    private static readonly Option<int?> Face = new("--face") { Description = "Which face of the picture, the largest being 1.", HelpName = "N" };
    private static readonly Option<string?> Look = new("--look") { Description = $"The avatar's look: {string.Join(", ", AvatarLook.Presets.Select(x => x.Name))}.", HelpName = "NAME" };
    private static readonly Option<string> Language = new("--language") { Description = "Language of the words, such as en, de, fr-CA.", DefaultValueFactory = _ => "en", HelpName = "TAG" };
    private static readonly Option<string?> Voice = new("--voice") { Description = "A voice of the speech synthesizer's own naming.", HelpName = "NAME" };
    private static readonly Option<string?> Out = new("--out") { Description = "The video (talk.mp4), or a folder for PNG pictures and sound (frames/).", HelpName = "FILE" };
    private static readonly Option<string?> ArKitFile = new("--arkit") { Description = "Write ARKit's 52 blendshapes as CSV in Live Link Face's form.", HelpName = "FILE" };
    private static readonly Option<string?> Visemes = new("--visemes") { Description = "Write blendshapes and the 15 visemes of each frame as JSON.", HelpName = "FILE" };
    private static readonly Option<string?> Gltf = new("--gltf") { Description = "Write the avatar and its motion as binary glTF 2.0 with morph targets.", HelpName = "FILE" };
    private static readonly Option<string?> Plan = new("--plan") { Description = "Write the planned movements with their reasons and cards as JSON.", HelpName = "FILE" };
    private static readonly Option<double> Fps = new("--fps") { Description = "Frames a second, 25 to 60.", DefaultValueFactory = _ => 30, HelpName = "N" };
    private static readonly Option<int> Size = new("--size") { Description = "Pixels of the picture's side, 64 to 2048.", DefaultValueFactory = _ => TalkFace.DefaultSize, HelpName = "N" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Another number gives other blinks, glances and sway.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a face that says nothing.", DefaultValueFactory = _ => 4, HelpName = "N" };
    private static readonly Option<bool> NoLabel = new("--no-label") { Description = "Leave out the visible label \"AI-generated\". Who shows the video to others must then tell them in another way that it is AI-generated (EU AI Act, Article 50); the metadata says so in any case." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("talk", "Make a face say and express something: video, pictures, or data for other programs.")
        {
            Text, TextFile, Audio, Transcript, Emotion, Portrait, Face, Look, Language, Voice, Out, ArKitFile, Visemes, Gltf, Plan, Fps, Size, Seed, Seconds, NoLabel,
        };
        command.Subcommands.Add(TalkCheckCommand.Create());
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var outputs = new TalkOutputs(parsed.GetValue(Out), parsed.GetValue(ArKitFile), parsed.GetValue(Visemes), parsed.GetValue(Gltf), parsed.GetValue(Plan), !parsed.GetValue(NoLabel));
        var face = ChosenFace(parsed, outputs);
        var request = await RequestAsync(parsed, cancellationToken).ConfigureAwait(false);
        outputs.Check([parsed.GetValue(TextFile), parsed.GetValue(Audio), parsed.GetValue(Transcript), face.Portrait]);
        using var services = Services.Build([]);
        if (request.Text is not null)
            TalkVoice.Require(services, "A recording (--audio FILE) needs no voice.");
        // The picture first: one without a face is told before anything is spoken.
        using var renderer = outputs.NeedsPictures ? await TalkFaces.CreateAsync(services, face, cancellationToken).ConfigureAwait(false) : null;
        var take = await services.GetRequiredService<TalkMaker>().MakeAsync(request, cancellationToken).ConfigureAwait(false);
        if (outputs.Gltf is { } gltf)
            AtomicFile.WriteBytes(gltf, file => AvatarGltf.Write(file, AvatarGeometry.Create(TalkFaces.Shape(services), face.Look), take.Motion));
        using var progress = ProgressLine.OnStandardError();
        var made = await outputs.WriteAsync(take, renderer, AiMark.Tags(face.Portrait is not null), progress, cancellationToken).ConfigureAwait(false);
        progress.Dispose();
        foreach (var line in made)
            Console.WriteLine(PlainText.Of(line));
        return ExitCodes.Success;
    }

    private static TalkFace ChosenFace(ParseResult parsed, TalkOutputs outputs)
    {
        var (portrait, number, look, size) = (parsed.GetValue(Portrait), parsed.GetValue(Face), parsed.GetValue(Look), parsed.GetValue(Size));
        if (portrait is not null && look is not null)
            throw new UserException("--portrait and --look exclude each other.", "A look is the avatar's.");
        if (portrait is not null && outputs.Film is null)
            throw new UserException("--portrait needs a film to be shown in.", "Add --out talk.mp4.");
        if (portrait is not null && outputs.Gltf is not null)
            throw new UserException("--gltf writes the avatar, not a portrait.", "Leave out one of them.");
        if (number is not null && portrait is null)
            throw new UserException("--face chooses a face of --portrait, which is missing.");
        if (number is < 1)
            throw new UserException("--face counts from 1.");
        return new TalkFace(portrait, number ?? 1, look is null ? AvatarLook.Default : AvatarLook.Named(look), TalkFace.Checked(size));
    }

    private static async Task<TalkRequest> RequestAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (text, file, audio, transcript, emotion) = (parsed.GetValue(Text), parsed.GetValue(TextFile), parsed.GetValue(Audio), parsed.GetValue(Transcript), parsed.GetValue(Emotion));
        string?[] given = [text, file, audio];
        if (given.Count(x => x is not null) > 1)
            throw new UserException("--text, --text-file and --audio exclude each other.", "Give one of them.");
        if (transcript is not null && audio is null)
            throw new UserException("--transcript says what a recording says, and there is none.", "Add --audio FILE, or give the words with --text.");
        text ??= await TalkInput.WordsAsync(file, cancellationToken).ConfigureAwait(false);
        if (text is not null && string.IsNullOrWhiteSpace(text))
            throw new UserException("There is nothing to say: the text is empty.", "Give words with --text.");
        if (text is null && audio is null && emotion is null)
            throw new UserException("There is nothing to say or express.", "Give words with --text, a recording with --audio, or an expression with --emotion.");
        if (parsed.GetValue(Seconds) is not (> 0 and <= 600))
            throw new UserException("--seconds must be above 0 and at most 600.");
        return new TalkRequest
        {
            Text = text,
            AudioPath = audio,
            Transcript = await TalkInput.WordsAsync(transcript, cancellationToken).ConfigureAwait(false),
            Emotion = emotion ?? "neutral",
            Language = parsed.GetValue(Language)!,
            Voice = parsed.GetValue(Voice),
            Silence = parsed.GetValue(Seconds),
            Motion = new MotionOptions { FramesPerSecond = parsed.GetValue(Fps), Seed = parsed.GetValue(Seed) },
        };
    }
}
