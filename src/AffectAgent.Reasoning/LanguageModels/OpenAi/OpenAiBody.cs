using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>How far an endpoint can be held to a form of answer.</summary>
internal enum AnswerForm
{
    /// <summary>To a JSON schema.</summary>
    Schema,
    /// <summary>To any JSON object; the schema is told in words.</summary>
    Object,
    /// <summary>Not at all; the schema is told in words.</summary>
    Words,
}

/// <summary>Writes the body of a chat completion request.</summary>
internal static class OpenAiBody
{
    private static readonly PromptFile AsJson = PromptFile.Load("reasoner/as-json");

    /// <summary>The body as UTF-8 JSON.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What is asked of the model, or null.</param>
    /// <param name="model">The model's name, or null to leave it to the endpoint.</param>
    /// <param name="form">How far the endpoint can be held to a form.</param>
    /// <param name="stream">True for an answer in pieces.</param>
    public static byte[] Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model, AnswerForm form, bool stream)
    {
        var body = new JsonObject();
        if (model is not null)
            body["model"] = model;
        body["messages"] = Messages(messages, options, form);
        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        if (options is not null)
        {
            Sampling(body, options);
            Tools(body, options);
            if (Format(options, form) is { } format)
                body["response_format"] = format;
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static JsonArray Messages(IReadOnlyList<ChatMessage> messages, ChatOptions? options, AnswerForm form)
    {
        var array = new JsonArray();
        if (options?.Instructions is { Length: > 0 } instructions)
            array.Add(Message("system", instructions));
        foreach (var message in messages)
        {
            var results = message.Contents.OfType<FunctionResultContent>().ToList();
            foreach (var result in results)
            {
                var told = Message("tool", ToolText(result));
                told["tool_call_id"] = result.CallId;
                array.Add(told);
            }

            if (results.Count == 0)
                array.Add(Plain(message));
        }

        if (form != AnswerForm.Schema && options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            array.Add(Message("user", AsJson.Fill(("schema", schema.GetRawText()))));
        return array;
    }

    private static JsonObject Plain(ChatMessage message)
    {
        var plain = Message(message.Role.Value, message.Text);
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        if (calls.Count == 0)
            return plain;
        if (message.Text.Length == 0)
            plain["content"] = null;
        plain["tool_calls"] = new JsonArray([.. calls.Select(call => new JsonObject
        {
            ["id"] = call.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments) },
        })]);
        return plain;
    }

    private static JsonObject Message(string role, string text) => new() { ["role"] = role, ["content"] = Whole(text) };

    private static string ToolText(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString() ?? "",
        var other => JsonSerializer.Serialize(other),
    };

    // Half a surrogate pair is no UTF-8; it becomes the replacement character.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Sampling(JsonObject body, ChatOptions options)
    {
        Put("temperature", options.Temperature);
        Put("top_p", options.TopP);
        Put("seed", options.Seed);
        Put("max_tokens", options.MaxOutputTokens);
        Put("frequency_penalty", options.FrequencyPenalty);
        Put("presence_penalty", options.PresencePenalty);
        if (options.StopSequences is { Count: > 0 } stop)
            body["stop"] = new JsonArray([.. stop.Select(s => JsonValue.Create(s))]);

        void Put<T>(string name, T? value)
            where T : struct
        {
            if (value is { } given)
                body[name] = JsonValue.Create(given);
        }
    }

    private static void Tools(JsonObject body, ChatOptions options)
    {
        var tools = (options.Tools ?? []).OfType<AIFunctionDeclaration>().ToList();
        if (tools.Count == 0 || options.ToolMode is NoneChatToolMode)
            return;
        var choice = "auto";
        if (options.ToolMode is RequiredChatToolMode required)
        {
            // A named choice is not understood by all servers; offering that one tool alone comes to the same.
            choice = "required";
            if (required.RequiredFunctionName is { } name)
                tools = tools.FindAll(tool => tool.Name == name);
        }

        body["tools"] = new JsonArray([.. tools.Select(tool => new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()) },
        })]);
        body["tool_choice"] = choice;
        if (options.AllowMultipleToolCalls is { } several)
            body["parallel_tool_calls"] = several;
    }

    private static JsonObject? Format(ChatOptions options, AnswerForm form) => (options.ResponseFormat, form) switch
    {
        (ChatResponseFormatJson { Schema: { } schema } json, AnswerForm.Schema) => new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = json.SchemaName ?? "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
        },
        (ChatResponseFormatJson, not AnswerForm.Words) => new JsonObject { ["type"] = "json_object" },
        _ => null,
    };
}
