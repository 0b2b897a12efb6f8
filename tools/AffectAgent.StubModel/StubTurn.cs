using System.Text.Json;

namespace AffectAgent.StubModel;

/// <summary>A tool call that the stub makes.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments as text, sent as they are.</param>
/// <param name="Id">The call's id, or null for one that is made up.</param>
public sealed record StubCall(string Name, string Arguments = "{}", string? Id = null);

/// <summary>One answer of the stub.</summary>
/// <param name="Text">Its words, or null.</param>
/// <param name="Calls">Its tool calls.</param>
public sealed record StubTurn(string? Text, params IReadOnlyList<StubCall> Calls);

/// <summary>Decides what the stub answers to the body of a request.</summary>
/// <param name="request">The body of a chat completion request.</param>
public delegate StubTurn StubMind(JsonElement request);

/// <summary>How the stub misbehaves.</summary>
public enum Misbehaviour
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>Takes the request and never answers.</summary>
    Hang,
    /// <summary>Begins an answer and then stays silent.</summary>
    Stall,
    /// <summary>Ends in the middle of a tool call.</summary>
    HalfToolCall,
    /// <summary>Sends a piece that is no JSON.</summary>
    InvalidJson,
    /// <summary>Never stops.</summary>
    Endless,
    /// <summary>Answers 500.</summary>
    Error500,
    /// <summary>Answers 500 twice, then well.</summary>
    Error500Twice,
    /// <summary>Sends eleven million bytes.</summary>
    Huge,
    /// <summary>Resets the connection in the middle of an answer.</summary>
    Reset,
    /// <summary>Answers with a web page.</summary>
    WrongType,
    /// <summary>Answers 429 with Retry-After, then well.</summary>
    Busy,
    /// <summary>Answers 503 as long as it lasts.</summary>
    Loading,
    /// <summary>Does not have the model.</summary>
    NoModel,
    /// <summary>Has too small a context.</summary>
    TooLong,
    /// <summary>Wants another key.</summary>
    WrongKey,
    /// <summary>Wants another key, and quotes the one it got.</summary>
    EchoKey,
    /// <summary>Answers with the key that it got.</summary>
    SpeakKey,
    /// <summary>Is cut off in the middle of its answer.</summary>
    CutOff,
    /// <summary>Refuses the schema of a tool.</summary>
    BadTool,
    /// <summary>Is full three times and asks for a minute's patience each time, then answers well.</summary>
    BusyLong,
    /// <summary>Is full once, and its words speak of a quota.</summary>
    BusyQuota,
    /// <summary>Can't do JSON schemas.</summary>
    NoSchema,
    /// <summary>Can do no JSON form at all.</summary>
    NoForms,
    /// <summary>Sends to another host.</summary>
    Redirect,
    /// <summary>Tells of a fault inside the stream.</summary>
    ErrorInStream,
}
