using System.Text.Json.Nodes;

namespace AffectAgent.Inference.Tests;

/// <summary>Well-formed catalogue entries for tests to use or to spoil.</summary>
internal static class CatalogueEntries
{
    public static JsonObject Entry(string id, string file, string sha256) => new()
    {
        ["id"] = id,
        ["purpose"] = "a test",
        ["file"] = file,
        ["sha256"] = sha256,
        ["kind"] = "onnx",
        ["licence"] = "Apache-2.0",
        ["allowedUse"] = "commercial",
        ["card"] = id + ".md",
        ["inputs"] = "x [N, 3]",
        ["outputs"] = "y [N, 3]",
    };

    public static JsonObject Source(string package, params (string Path, string Sha256)[] files) => new()
    {
        ["package"] = package,
        ["version"] = "1.0.0",
        ["files"] = new JsonArray([.. files.Select(file => new JsonObject { ["path"] = file.Path, ["sha256"] = file.Sha256 })]),
    };
}
