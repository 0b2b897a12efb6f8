namespace AffectAgent.Inference;

/// <summary>ONNX Runtime refused or failed; the message is the runtime's own text.</summary>
public sealed class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(OnnxRuntimeError error, string message, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
    }

    /// <summary>The runtime's error code.</summary>
    public OnnxRuntimeError Error { get; }
}

/// <summary>The error codes of ONNX Runtime (<c>OrtErrorCode</c>).</summary>
public enum OnnxRuntimeError
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>A failure without a closer kind.</summary>
    Fail = 1,

    /// <summary>An argument was wrong, such as a shape.</summary>
    InvalidArgument = 2,

    /// <summary>The model file does not exist.</summary>
    NoSuchFile = 3,

    /// <summary>No model was loaded.</summary>
    NoModel = 4,

    /// <summary>The engine failed.</summary>
    EngineError = 5,

    /// <summary>An exception inside the runtime.</summary>
    RuntimeException = 6,

    /// <summary>The file is not a protobuf of a model.</summary>
    InvalidProtobuf = 7,

    /// <summary>A model is loaded already.</summary>
    ModelLoaded = 8,

    /// <summary>An operator or type is not implemented.</summary>
    NotImplemented = 9,

    /// <summary>The model's graph is not valid.</summary>
    InvalidGraph = 10,

    /// <summary>The execution provider failed.</summary>
    ExecutionProviderFailure = 11,
}
