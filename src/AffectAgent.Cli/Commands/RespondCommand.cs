using System.CommandLine;
using AffectAgent.Cli.Talk;
using AffectAgent.Cli.Terminal;
using AffectAgent.Empathy;
using AffectAgent.Empathy.Care;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect respond MEDIA|--text …</c>: an empathetic reply, its words, voice and face as one plan.</summary>
internal static class RespondCommand
{
    private static readonly Argument<string?> Media = new("media") { Arity = ArgumentArity.ZeroOrOne, Description = "A picture, video or sound file of the person." };
    private static readonly Option<string?> Text = new("--text") { Description = "What the person wrote or said.", HelpName = "WORDS" };
    private static readonly Option<string?> Transcript = new("--transcript") { Description = "What is said in the medium: an SRT, WebVTT or plain text file.", HelpName = "FILE" };
    private static readonly Option<string?> PersonaPath = new("--persona") { Description = "Who answers: a YAML or JSON file (docs/empathy.md).", HelpName = "FILE" };
    private static readonly Option<string?> ConversationPath = new("--conversation") { Description = "A file that keeps the turns, as lines of JSON; it is made if missing.", HelpName = "FILE" };
    private static readonly Option<string?> Out = new("--out") { Description = "The reply as a video (reply.mp4) of the avatar, or a folder for PNG pictures and sound.", HelpName = "FILE" };
    private static readonly Option<int> Size = new("--size") { Description = "Pixels of the video's side, 64 to 2048.", DefaultValueFactory = _ => TalkFace.DefaultSize, HelpName = "N" };
    private static readonly Option<bool> NoLabel = new("--no-label") { Description = "Leave out the visible label \"AI-generated\" of the video; docs/talking-head.md says what duty that brings." };
    private static readonly Option<string?> Json = new("--json") { Description = "Write the whole chain as JSON; - for standard output.", HelpName = "FILE" };
    private static readonly Option<string?> Region = new("--region") { Description = "Where the person is, for help lines: a country code such as DE.", HelpName = "CODE" };
    private static readonly Option<int> Seed = new("--seed") { Description = "For variety: the same seed gives the same words (default 1).", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Interactive = new("--interactive") { Description = "Answer line by line until the input ends." };
    private static readonly Option<string?> Llm = new("--llm") { Description = "A language model that words the reply, e.g. openai:http://127.0.0.1:8080/v1#model; its words are checked, and the composed ones stand where they fail.", HelpName = "MODEL" };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("respond", "Answer a person with empathy: words, voice and face as one plan, with the chain of reasons.")
        {
            Media, Text, Transcript, PersonaPath, ConversationPath, Out, Size, NoLabel, Json, Region, Seed, Interactive, Llm,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && Crisis(parsed) is not null)
        {
            // Help is told even where a file is broken or a target can't be written; the fault follows.
            ReplyPrinter.PrintWords(Crisis(parsed)!, parsed.GetValue(Json) is "-");
            throw;
        }
    }

    private static CareAnswer? Crisis(ParseResult parsed)
    {
        var check = CareDetector.Default.Check(parsed.GetValue(Text) ?? "");
        return check.IsCrisis ? CareAnswers.Default.AnswerFor(check, check.Language, parsed.GetValue(Region)) : null;
    }

    private static async Task<int> AnswerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Check(parsed);
        var persona = parsed.GetValue(PersonaPath) is { } path ? PersonaFile.Read(path) : Persona.Default;
        var file = parsed.GetValue(ConversationPath);
        var request = new RespondRequest
        {
            MediaPath = parsed.GetValue(Media),
            TranscriptPath = parsed.GetValue(Transcript),
            Text = parsed.GetValue(Text),
            Persona = persona,
            Past = file is null ? Conversation.Empty : ConversationFile.Read(file),
            Region = parsed.GetValue(Region),
            Seed = parsed.GetValue(Seed),
        };
        var film = parsed.GetValue(Out) is { } target ? new TalkOutputs(target, null, null, null, null, !parsed.GetValue(NoLabel)) : null;
        var look = persona.Look is { } name ? AvatarLook.Named(name) : AvatarLook.Default;
        var outputs = new RespondOutputs(film, parsed.GetValue(Json), file, new TalkFace(null, 1, look, TalkFace.Checked(parsed.GetValue(Size))));
        outputs.Check(request.MediaPath, request.TranscriptPath, parsed.GetValue(PersonaPath));
        using var services = Build(parsed.GetValue(Llm));
        if (film is not null)
            TalkVoice.Require(services, "Without --out the reply is words alone.");
        var responder = services.GetRequiredService<IResponder>();
        if (parsed.GetValue(Interactive))
            return await TalkAsync(responder, request, file, cancellationToken).ConfigureAwait(false);
        var reply = await responder.RespondAsync(request, cancellationToken).ConfigureAwait(false);
        var made = await outputs.WriteAsync(services, request, reply, cancellationToken).ConfigureAwait(false);
        if (outputs.Json is "-")
            Console.Out.WriteLine(EmpathyJson.Serialize(reply));
        else
            ReplyPrinter.Print(reply);
        foreach (var line in made)
            Console.Error.WriteLine(PlainText.Of(line));
        return ExitCodes.Success;
    }

    private static void Check(ParseResult parsed)
    {
        if (parsed.GetValue(Media) is { } media && media.StartsWith('-') && !File.Exists(media))
            throw new UserException($"'{media}' is no option of respond.", "affect respond --help lists them.");
        var interactive = parsed.GetValue(Interactive);
        if (interactive && (parsed.GetValue(Media) ?? parsed.GetValue(Text) ?? parsed.GetValue(Json) ?? parsed.GetValue(Out)) is not null)
            throw new UserException("--interactive reads words from standard input and writes words.", "Leave out the medium, --text, --json and --out.");
        if (!interactive && parsed.GetValue(Media) is null && string.IsNullOrWhiteSpace(parsed.GetValue(Text)))
            throw new UserException("Nothing to answer.", "Give words with --text, or a picture, video or sound file.");
    }

    // What is perceived is measured; a language model only words the reply.
    private static ServiceProvider Build(string? llm) => Services.Build(
        [],
        configure: options =>
        {
            options.LanguageModel = null;
            options.Planner = AffectAgentOptions.StagedPlan;
        },
        first: services =>
        {
            if (llm is not null)
                services.AddSingleton<IReplyWriter>(provider => new ModelReplyWriter(
                    provider.GetRequiredService<ChatModels>().Create(llm), provider.GetRequiredService<AffectAgentOptions>().LanguageModels.Limits, provider.GetRequiredService<TimeProvider>()));
        });

    private static async Task<int> TalkAsync(IResponder responder, RespondRequest request, string? file, CancellationToken cancellationToken)
    {
        while (await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var reply = await responder.RespondAsync(request with { Text = line }, cancellationToken).ConfigureAwait(false);
            request = request with { Past = request.Past.With(reply.Turn) };
            ReplyPrinter.PrintWords(reply);
            if (file is not null)
                ConversationFile.Write(file, request.Past);
        }

        return ExitCodes.Success;
    }
}
