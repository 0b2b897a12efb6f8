using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>The grammar of one reply, and how the reply is to be read.</summary>
/// <param name="Gbnf">The grammar with rule "root"; null where the model writes freely.</param>
/// <param name="Envelope">True if the reply is <c>{"tool":…,"arguments":…}</c> or <c>{"answer":…}</c>.</param>
/// <param name="AnswerIsText">True if an envelope's answer is a string; false if it is JSON of the asked schema.</param>
internal sealed record ReplyGrammar(string? Gbnf, bool Envelope, bool AnswerIsText)
{
    /// <summary>The grammar that a request asks for.</summary>
    /// <param name="options">Tools, tool mode and response format; null for a free reply.</param>
    /// <param name="mostStringCharacters">Longest string where a schema names no limit.</param>
    /// <exception cref="UserException">A schema can't be put into a grammar, or a tool is asked for that is not offered.</exception>
    public static ReplyGrammar For(ChatOptions? options, int mostStringCharacters)
    {
        var writer = new GbnfWriter();
        var schemas = new SchemaGrammar(writer, mostStringCharacters);
        var json = options?.ResponseFormat as ChatResponseFormatJson;
        var tools = Offered(options);
        if (tools.Count == 0)
            return json is null ? new ReplyGrammar(null, false, true) : new ReplyGrammar(writer.Write(Asked(writer, schemas, json)), false, false);
        var forms = tools.Select(tool => Call(writer, schemas, tool)).ToList();
        if (options!.ToolMode is not RequiredChatToolMode)
        {
            var answer = json is null ? JsonRules.String(writer, 1, SchemaGrammar.MostRepetitions) : Asked(writer, schemas, json);
            forms.Add(writer.Rule($"\"{{\\\"answer\\\":\" \" \"? {writer.Rule(answer, "answer")} \"}}\"", "reply"));
        }

        return new ReplyGrammar(writer.Write(string.Join(" | ", forms)), true, json is null);
    }

    /// <summary>The tools that the model may call in this request.</summary>
    /// <exception cref="UserException">A certain tool is asked for that is not offered.</exception>
    public static IReadOnlyList<AIFunctionDeclaration> Offered(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } given || options.ToolMode is NoneChatToolMode)
            return [];
        List<AIFunctionDeclaration> tools = [.. given.OfType<AIFunctionDeclaration>()];
        if (options.ToolMode is not RequiredChatToolMode { RequiredFunctionName: { } name })
            return tools;
        tools.RemoveAll(tool => tool.Name != name);
        return tools.Count > 0 ? tools : throw new UserException($"The tool '{name}' must be called and is not offered.", "Offer it.");
    }

    private static string Asked(GbnfWriter writer, SchemaGrammar schemas, ChatResponseFormatJson json) =>
        json.Schema is { } schema ? schemas.Of(schema) : JsonRules.AnyObject(writer);

    private static string Call(GbnfWriter writer, SchemaGrammar schemas, AIFunctionDeclaration tool)
    {
        var arguments = schemas.Of(tool.JsonSchema);
        var start = GbnfWriter.Literal($"{{\"tool\":{JsonSerializer.Serialize(tool.Name)},\"arguments\":");
        return writer.Rule($"{start} \" \"? {writer.Rule(arguments, "arguments")} \"}}\"", "call");
    }
}
