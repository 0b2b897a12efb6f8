using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AffectAgent.StubModel;

/// <summary>Writes the answers of the stub, good and bad ones.</summary>
internal sealed class StubReplies(StubMind mind, Misbehaviour misbehaviour, string model)
{
    private const int HugeBytes = 11_000_000;
    private const int Piece = 6;

    private int _asked;

    /// <summary>Answers; false if the connection is to be closed.</summary>
    public async Task<bool> AnswerAsync(StubRequest request, TcpClient client, CancellationToken cancellationToken)
    {
        var stream = client.GetStream();
        if (request.Path.EndsWith("/models", StringComparison.Ordinal))
        {
            await JsonAsync(stream, 200, new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["id"] = model, ["object"] = "model", ["owned_by"] = "stub" }) }, "", cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (!request.Path.EndsWith("/v1/chat/completions", StringComparison.Ordinal) || request.Method != "POST")
        {
            await JsonAsync(stream, 404, Error(404, "File Not Found", "not_found_error"), "", cancellationToken).ConfigureAwait(false);
            return true;
        }

        using var body = JsonDocument.Parse(request.Body);
        var number = Interlocked.Increment(ref _asked);
        if (Refusal(body.RootElement, number, request) is var (status, error, header))
        {
            await JsonAsync(stream, status, error, header, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return await SpeakAsync(request, body.RootElement, client, stream, cancellationToken).ConfigureAwait(false);
    }

    private (int Status, JsonObject Error, string Header)? Refusal(JsonElement body, int number, StubRequest request) => misbehaviour switch
    {
        Misbehaviour.Error500 => (500, Error(500, "something broke", "server_error"), ""),
        Misbehaviour.Error500Twice when number <= 2 => (500, Error(500, "something broke", "server_error"), ""),
        Misbehaviour.Busy when number == 1 => (429, Error(429, "slow down", "rate_limit_error"), "Retry-After: 7\r\n"),
        Misbehaviour.Loading => (503, Error(503, "Loading model", "unavailable_error"), ""),
        Misbehaviour.NoModel => (404, Error(404, "The model does not exist", "model_not_found"), ""),
        Misbehaviour.TooLong => (400, WithCounts(Error(400, "the request exceeds the available context size", "exceed_context_size_error")), ""),
        Misbehaviour.EchoKey => (401, Error(401, $"Invalid key {Key(request)}", "authentication_error"), ""),
        Misbehaviour.BadTool => (400, Error(400, "Invalid schema for function 'read' in tools[0]", "invalid_request_error"), ""),
        Misbehaviour.BusyLong when number <= 3 => (429, Error(429, "slow down", "rate_limit_error"), "Retry-After: 60\r\n"),
        Misbehaviour.BusyQuota when number == 1 => (429, Error(429, "rate above your quota, slow down", "rate_limit_error"), ""),
        Misbehaviour.WrongKey => (401, Error(401, "Invalid API Key", "authentication_error"), ""),
        Misbehaviour.Redirect => (302, [], "Location: http://127.0.0.2:1/v1/chat/completions\r\n"),
        Misbehaviour.NoSchema when Format(body) == "json_schema" => (400, Error(400, "response_format json_schema is not supported", "invalid_request_error"), ""),
        Misbehaviour.NoForms when Format(body) is not null => (400, Error(400, "response_format is not supported", "invalid_request_error"), ""),
        _ => null,
    };

    private async Task<bool> SpeakAsync(StubRequest request, JsonElement body, TcpClient client, NetworkStream stream, CancellationToken cancellationToken)
    {
        if (misbehaviour == Misbehaviour.Hang)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        if (misbehaviour == Misbehaviour.WrongType)
        {
            await RawAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>", cancellationToken).ConfigureAwait(false);
            return true;
        }

        var turn = misbehaviour == Misbehaviour.SpeakKey ? new StubTurn($"You are {Key(request)}.") : mind(body);
        var usage = new JsonObject { ["prompt_tokens"] = Math.Max(1, body.GetRawText().Length / 4), ["completion_tokens"] = Math.Max(1, (turn.Text?.Length ?? 0) / 4), ["total_tokens"] = Math.Max(2, (body.GetRawText().Length + (turn.Text?.Length ?? 0)) / 4) };
        if (misbehaviour == Misbehaviour.CutOff && body.TryGetProperty("max_tokens", out var most))
            usage["completion_tokens"] = most.GetInt32();
        if (body.TryGetProperty("stream", out var streamed) && streamed.ValueKind == JsonValueKind.True)
            return await StreamAsync(turn, usage, client, stream, cancellationToken).ConfigureAwait(false);
        if (misbehaviour is Misbehaviour.InvalidJson)
            await RawAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"choices", cancellationToken).ConfigureAwait(false);
        else if (misbehaviour is Misbehaviour.Huge or Misbehaviour.Endless)
            await JsonAsync(stream, 200, Whole(turn with { Text = new string('a', HugeBytes) }, usage), "", cancellationToken).ConfigureAwait(false);
        else
            await JsonAsync(stream, 200, Whole(turn, usage), "", cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> StreamAsync(StubTurn turn, JsonObject usage, TcpClient client, NetworkStream stream, CancellationToken cancellationToken)
    {
        await RawAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n", cancellationToken).ConfigureAwait(false);
        await EventAsync(stream, Chunk(new JsonObject { ["role"] = "assistant", ["content"] = null }), cancellationToken).ConfigureAwait(false);
        if (!await MisbehaveAsync(client, stream, cancellationToken).ConfigureAwait(false))
            return false;
        var runes = (turn.Text ?? "").EnumerateRunes().Select(rune => rune.ToString()).ToList();
        foreach (var piece in runes.Take(misbehaviour == Misbehaviour.CutOff ? runes.Count / 2 : runes.Count).Chunk(Piece))
            await EventAsync(stream, Chunk(new JsonObject { ["content"] = string.Concat(piece) }), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            await EventAsync(stream, Chunk(Call(i, turn.Calls[i].Id ?? $"call_{Guid.NewGuid():N}", turn.Calls[i].Name, "")), cancellationToken).ConfigureAwait(false);
            foreach (var piece in turn.Calls[i].Arguments.Chunk(3))
                await EventAsync(stream, Chunk(Call(i, null, null, new string(piece))), cancellationToken).ConfigureAwait(false);
        }

        await EventAsync(stream, Chunk([], Finish(turn)), cancellationToken).ConfigureAwait(false);
        await EventAsync(stream, new JsonObject { ["id"] = "chatcmpl-stub", ["model"] = model, ["object"] = "chat.completion.chunk", ["choices"] = new JsonArray(), ["usage"] = usage }, cancellationToken).ConfigureAwait(false);
        await RawAsync(stream, "data: [DONE]\n\n", cancellationToken).ConfigureAwait(false);
        return false;
    }

    // False if the answer ends here.
    private async Task<bool> MisbehaveAsync(TcpClient client, NetworkStream stream, CancellationToken cancellationToken)
    {
        switch (misbehaviour)
        {
            case Misbehaviour.Stall:
                await EventAsync(stream, Chunk(new JsonObject { ["content"] = "And then" }), cancellationToken).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                return false;
            case Misbehaviour.HalfToolCall:
                await EventAsync(stream, Chunk(Call(0, "call_half", "detect_faces", "{\"most")), cancellationToken).ConfigureAwait(false);
                return false;
            case Misbehaviour.InvalidJson:
                await RawAsync(stream, "data: {\"choices\":[{\"delta\"\n\n", cancellationToken).ConfigureAwait(false);
                return true;
            case Misbehaviour.ErrorInStream:
                await EventAsync(stream, Error(500, "the slot was lost", "server_error"), cancellationToken).ConfigureAwait(false);
                return false;
            case Misbehaviour.Endless or Misbehaviour.Huge:
                var words = Chunk(new JsonObject { ["content"] = string.Concat(Enumerable.Repeat("and so on ", 800)) });
                for (var sent = 0; misbehaviour == Misbehaviour.Endless || sent < HugeBytes; sent += 8000)
                    await EventAsync(stream, words, cancellationToken).ConfigureAwait(false);
                return true;
            case Misbehaviour.Reset:
                await EventAsync(stream, Chunk(new JsonObject { ["content"] = "And then" }), cancellationToken).ConfigureAwait(false);
                client.LingerState = new LingerOption(true, 0);
                return false;
            default:
                return true;
        }
    }

    private JsonObject Chunk(JsonObject delta, string? finish = null) => new()
    {
        ["id"] = "chatcmpl-stub",
        ["object"] = "chat.completion.chunk",
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    };

    private JsonObject Whole(StubTurn turn, JsonObject usage)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = turn.Text };
        if (turn.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. turn.Calls.Select((call, i) => new JsonObject
            {
                ["id"] = call.Id ?? $"call_{i}", ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]);
        }

        return new JsonObject
        {
            ["id"] = "chatcmpl-stub",
            ["object"] = "chat.completion",
            ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(turn) }),
            ["usage"] = usage,
        };
    }

    private string Finish(StubTurn turn) => misbehaviour == Misbehaviour.CutOff ? "length" : turn.Calls.Count > 0 ? "tool_calls" : "stop";

    private static string? Key(StubRequest request) => request.Headers.GetValueOrDefault("authorization");

    private static JsonObject Call(int index, string? id, string? name, string arguments)
    {
        var function = new JsonObject { ["arguments"] = arguments };
        var call = new JsonObject { ["index"] = index, ["function"] = function };
        if (id is not null)
            (call["id"], call["type"]) = (id, "function");
        if (name is not null)
            function["name"] = name;
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private static JsonObject Error(int code, string message, string type) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message, ["type"] = type } };

    private static JsonObject WithCounts(JsonObject error)
    {
        error["error"]!["n_prompt_tokens"] = 9000;
        error["error"]!["n_ctx"] = 4096;
        return error;
    }

    private static string? Format(JsonElement body) =>
        body.TryGetProperty("response_format", out var format) && format.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static async Task JsonAsync(NetworkStream stream, int status, JsonObject json, string header, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(json);
        await RawAsync(stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\n{header}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static Task EventAsync(NetworkStream stream, JsonObject json, CancellationToken cancellationToken) => RawAsync(stream, $"data: {json.ToJsonString()}\n\n", cancellationToken);

    private static async Task RawAsync(NetworkStream stream, string text, CancellationToken cancellationToken) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
}
