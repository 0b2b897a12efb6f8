using Grpc.Core;
using Qdrant.Client;

namespace AffectAgent.Backends.Qdrant;

/// <summary>Turns the server's faults into one line that says what is wrong and what to do.</summary>
/// <param name="options">Where the server is.</param>
/// <param name="collection">The collection's name on the server.</param>
internal sealed class QdrantFaults(QdrantOptions options, string collection)
{
    /// <summary>Makes a call.</summary>
    /// <exception cref="UserException">The server is not there, refuses, or fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e)
        {
            throw Explain(e);
        }
        catch (QdrantException e)
        {
            throw new UserException($"The Qdrant server at {options.Url.Authority} failed: {OneLine(e.Message)}.", "Its log may say why.", e);
        }
    }

    private UserException Explain(RpcException error)
    {
        var (what, fix) = error.StatusCode switch
        {
            StatusCode.Unavailable => ("can't be reached", $"Start it, or correct {QdrantOptions.UrlVariable}; the port is the one of gRPC, usually 6334."),
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => ("refuses the key", $"Set {QdrantOptions.KeyVariable} to one that may read and write."),
            StatusCode.NotFound => ($"has no collection {collection} any more", "Open it again; what it held is gone."),
            StatusCode.DeadlineExceeded => ($"gave no answer in {options.Timeout.TotalSeconds:0.#} s", "Try again, or raise TimeoutSeconds."),
            StatusCode.ResourceExhausted => ($"is full or was sent too much at once ({OneLine(error.Status.Detail)})", "Give it more room, or lower Batch."),
            StatusCode.Unimplemented => ("does not know this call", "Qdrant 1.15 or newer is needed; the port must be the one of gRPC, usually 6334."),
            _ => ($"failed ({error.StatusCode}: {OneLine(error.Status.Detail)})", "Its log may say why."),
        };
        return new UserException($"The Qdrant server at {options.Url.Authority} {what}.", fix, error);
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length > 200 ? line[..200] + "…" : line;
    }
}
