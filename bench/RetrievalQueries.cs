using System.Text.Json;

namespace AffectAgent.Bench;

/// <summary>A query of the retrieval benchmark.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Half">"dev" for the queries that settings are chosen on (rounds 1 and 2), "test" for round 3, "fresh" for round 4, "fifth" for round 5, "sixth" for round 6, "seventh" for round 7, "eighth" for round 8.</param>
/// <param name="Group">What kind of query it is.</param>
/// <param name="Query">What is looked for.</param>
/// <param name="Right">The cards that belong to it; each entry lists cards of which any one will do.</param>
internal sealed record RetrievalCase(string Id, string Half, string Group, RetrievalQuery Query, IReadOnlyList<string[]> Right)
{
    /// <summary>True if no setting was chosen on it.</summary>
    public bool Test => Half != "dev";
}

/// <summary>Reads bench/retrieval/queries.jsonl.</summary>
internal static class RetrievalQueries
{
    /// <summary>All queries, in the file's order.</summary>
    /// <exception cref="UserException">A query names a card that there is not.</exception>
    public static IReadOnlyList<RetrievalCase> Load(string root, IKnowledgeBase knowledge)
    {
        var cases = File.ReadLines(Path.Combine(root, "bench", "retrieval", "queries.jsonl")).Where(line => line.Length > 0).Select(Read).ToList();
        var lost = cases.SelectMany(c => c.Right.SelectMany(right => right).Where(id => knowledge.Find(id) is null).Select(id => $"{c.Id} names {id}")).ToList();
        return lost.Count == 0 ? cases : throw new UserException($"Queries name cards that there are not: {string.Join(", ", lost)}.");
    }

    private static RetrievalCase Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var entry = json.RootElement;
        var query = new RetrievalQuery
        {
            ActionUnits = entry.TryGetProperty("au", out var units)
                ? units.EnumerateObject().ToDictionary(unit => int.Parse(unit.Name, null), unit => unit.Value.GetDouble()) : [],
            Clues = entry.TryGetProperty("clues", out var clues) ? [.. clues.EnumerateArray().Select(Clue)] : [],
            Text = entry.TryGetProperty("text", out var text) ? text.GetString() : null,
            Limit = 10,
        };
        return new(
            Text("id"), Text("half"), Text("group"), query,
            [.. entry.GetProperty("right").EnumerateArray().Select(right => right.GetString()!.Split('|'))]);

        string Text(string name) => entry.GetProperty(name).GetString()!;
    }

    private static RetrievalClue Clue(JsonElement clue) => new(
        clue.GetProperty("kind").GetString()!,
        clue.GetProperty("label").GetString()!,
        clue.TryGetProperty("direction", out var direction) ? Enum.Parse<Direction>(direction.GetString()!) : Direction.None);
}
