using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Qdrant.Client.Grpc;

namespace AffectAgent.Backends.Qdrant.Tests;

/// <summary>Collections of points in memory, with the answers that Qdrant gives about them.</summary>
internal sealed class StandInCollections
{
    private readonly ConcurrentDictionary<string, Collection> _all = new();

    public IEnumerable<string> Names => _all.Keys;

    /// <summary>The points of a collection, for a test to look at.</summary>
    public IReadOnlyDictionary<string, PointStruct> Points(string collection) => _all[collection].Points;

    /// <summary>Puts a collection there as somebody else would have made it.</summary>
    public void Put(string name, VectorsConfig vectors) => _all[name] = new Collection(vectors);

    public void Drop(string name) => _all.TryRemove(name, out _);

    public IMessage Answer(string call, byte[] message) => call switch
    {
        "qdrant.Collections/CollectionExists" => Exists(CollectionExistsRequest.Parser.ParseFrom(message)),
        "qdrant.Collections/Create" => Create(CreateCollection.Parser.ParseFrom(message)),
        "qdrant.Collections/Get" => Get(GetCollectionInfoRequest.Parser.ParseFrom(message)),
        "qdrant.Collections/Delete" => Delete(DeleteCollection.Parser.ParseFrom(message)),
        "qdrant.Points/Upsert" => Upsert(UpsertPoints.Parser.ParseFrom(message)),
        "qdrant.Points/Delete" => Delete(DeletePoints.Parser.ParseFrom(message)),
        "qdrant.Points/Count" => Count(CountPoints.Parser.ParseFrom(message)),
        "qdrant.Points/Query" => Query(QueryPoints.Parser.ParseFrom(message)),
        _ => throw new RpcException(new Status(StatusCode.Unimplemented, call)),
    };

    private CollectionExistsResponse Exists(CollectionExistsRequest request) => new() { Result = new CollectionExists { Exists = _all.ContainsKey(request.CollectionName) } };

    private CollectionOperationResponse Create(CreateCollection request) => _all.TryAdd(request.CollectionName, new Collection(request.VectorsConfig))
        ? new CollectionOperationResponse { Result = true }
        : throw new RpcException(new Status(StatusCode.AlreadyExists, $"Collection `{request.CollectionName}` already exists!"));

    private GetCollectionInfoResponse Get(GetCollectionInfoRequest request) => new()
    {
        Result = new CollectionInfo { Config = new CollectionConfig { Params = new CollectionParams { VectorsConfig = Find(request.CollectionName).Vectors } } },
    };

    private CollectionOperationResponse Delete(DeleteCollection request) => new() { Result = _all.TryRemove(request.CollectionName, out _) };

    private PointsOperationResponse Upsert(UpsertPoints request)
    {
        Assert.True(request.Wait);
        var collection = Find(request.CollectionName);
        lock (collection)
        {
            foreach (var point in request.Points)
            {
                Assert.True(Guid.TryParse(point.Id.Uuid, out _));
                Assert.Equal((int)collection.Vectors.Params.Size, point.Vectors.Vector.Dense.Data.Count);
                collection.Points[point.Id.Uuid] = point;
            }
        }

        return new PointsOperationResponse { Result = new UpdateResult { Status = UpdateStatus.Completed } };
    }

    private PointsOperationResponse Delete(DeletePoints request)
    {
        Assert.True(request.Wait);
        var collection = Find(request.CollectionName);
        lock (collection)
        {
            foreach (var id in request.Points.Points.Ids)
                collection.Points.Remove(id.Uuid);
        }

        return new PointsOperationResponse { Result = new UpdateResult { Status = UpdateStatus.Completed } };
    }

    private CountResponse Count(CountPoints request)
    {
        Assert.True(request.Exact);
        var collection = Find(request.CollectionName);
        lock (collection)
            return new CountResponse { Result = new CountResult { Count = (ulong)collection.Points.Count } };
    }

    // Equal scores come in the order of the points' ids, which is not the order of our ids.
    private QueryResponse Query(QueryPoints request)
    {
        var collection = Find(request.CollectionName);
        var query = request.Query.Nearest.Dense.Data;
        var response = new QueryResponse();
        lock (collection)
        {
            var best = collection.Points.Values
                .Select(point => (Point: point, Score: point.Vectors.Vector.Dense.Data.Zip(query, (a, b) => a * b).Sum()))
                .OrderByDescending(found => found.Score).ThenBy(found => found.Point.Id.Uuid, StringComparer.Ordinal)
                .Take((int)Math.Min(request.Limit, int.MaxValue));
            foreach (var (point, score) in best)
            {
                var found = new ScoredPoint { Id = point.Id, Score = score };
                foreach (var field in request.WithPayload.Include.Fields)
                    found.Payload[field] = point.Payload[field];
                response.Result.Add(found);
            }
        }

        return response;
    }

    private Collection Find(string name) => _all.GetValueOrDefault(name) ?? throw new RpcException(new Status(StatusCode.NotFound, $"Not found: Collection `{name}` doesn't exist!"));

    private sealed record Collection(VectorsConfig Vectors)
    {
        public Dictionary<string, PointStruct> Points { get; } = new(StringComparer.Ordinal);
    }
}
