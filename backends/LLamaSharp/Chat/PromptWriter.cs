using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// Writes a conversation as turns that every chat template knows: system, user, assistant. Tools and the answer's form go
/// into the system turn, calls become the model's own words, results become marked data.
/// </summary>
internal static class PromptWriter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The turns.</summary>
    /// <exception cref="UserException">A message holds something other than text, or nothing is asked.</exception>
    public static IReadOnlyList<Turn> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        List<string> rules = [];
        List<Turn> turns = [];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var group = 0;
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
            {
                rules.Add(TextOf(message));
                continue;
            }

            // A call begins a group; the results that follow belong to it.
            if (message.Role != ChatRole.Tool)
                group++;
            turns.AddRange(Turns(message, group, names));
        }

        if (turns.Count == 0)
            throw new UserException("The language model was asked nothing.", "Send at least one message.");
        if (options?.Instructions is { Length: > 0 } instructions)
            rules.Add(instructions);
        rules.AddRange(Rules(options));
        return rules.Count == 0 ? turns : [new Turn(Roles.System, string.Join("\n\n", rules), 0), .. turns];
    }

    private static IEnumerable<string> Rules(ChatOptions? options)
    {
        if (ReplyGrammar.Offered(options) is { Count: > 0 } tools)
            yield return Prompts.Tools.Replace("{tools}", string.Join('\n', tools.Select(Described)), StringComparison.Ordinal);
        if (options?.ResponseFormat is ChatResponseFormatJson json)
            yield return Prompts.Format.Replace("{schema}", json.Schema?.GetRawText() ?? """{"type":"object"}""", StringComparison.Ordinal);
    }

    private static string Described(AIFunctionDeclaration tool) =>
        $"{tool.Name}: {tool.Description.ReplaceLineEndings(" ")} {JsonSerializer.Serialize(tool.JsonSchema, Plain)}";

    private static IEnumerable<Turn> Turns(ChatMessage message, int group, Dictionary<string, string> names)
    {
        var said = TextOf(message);
        var role = message.Role == ChatRole.Assistant ? Roles.Assistant : Roles.User;
        if (said.Length > 0 || !message.Contents.Any(content => content is FunctionCallContent or FunctionResultContent))
            yield return new Turn(role, said, group, role == Roles.User && message.Role != ChatRole.Tool);
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            names[call.CallId] = call.Name;
            yield return new Turn(Roles.Assistant, JsonSerializer.Serialize(new { tool = call.Name, arguments = call.Arguments ?? new Dictionary<string, object?>() }, Plain), group);
        }

        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            var told = result.Exception is { } fault ? fault.Message : result.Result as string ?? JsonSerializer.Serialize(result.Result, Plain);
            yield return new Turn(Roles.User, Prompts.Result
                .Replace("{name}", names.GetValueOrDefault(result.CallId, result.CallId), StringComparison.Ordinal)
                .Replace("{result}", told, StringComparison.Ordinal), group);
        }
    }

    private static string TextOf(ChatMessage message)
    {
        if (message.Contents.FirstOrDefault(content => content is DataContent or UriContent) is { } other)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"This language model reads text alone; a message holds {other.GetType().Name}."), "Send text.");
        return message.Text;
    }
}
