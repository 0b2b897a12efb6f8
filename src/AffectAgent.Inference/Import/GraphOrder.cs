namespace AffectAgent.Inference.Import;

/// <summary>Puts the nodes of a graph in an order in which each comes after those that it reads (Kahn's algorithm).</summary>
internal static class GraphOrder
{
    /// <summary>Sorts; nodes that may stand in any order keep the file's.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <exception cref="UserException">A name occurs twice or is missing, or the graph has a cycle.</exception>
    public static IReadOnlyList<TfjsNode> Sort(IReadOnlyList<TfjsNode> nodes, string model)
    {
        var place = new Dictionary<string, int>();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (!place.TryAdd(nodes[i].Name, i))
                throw TfjsReader.Fault(model, $"it has two nodes '{nodes[i].Name}'");
        }

        var waiting = new int[nodes.Count];
        var readers = nodes.Select(_ => new List<int>()).ToArray();
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string input in nodes[i].Inputs)
            {
                if (!place.TryGetValue(input, out int source))
                    throw TfjsReader.Fault(model, $"node '{nodes[i].Name}' reads '{input}', which does not exist");
                readers[source].Add(i);
                waiting[i]++;
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(i => waiting[i] == 0).Select(i => (i, i)));
        var sorted = new List<TfjsNode>(nodes.Count);
        while (ready.TryDequeue(out int next, out _))
        {
            sorted.Add(nodes[next]);
            foreach (int reader in readers[next])
            {
                if (--waiting[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }

        return sorted.Count == nodes.Count ? sorted : throw TfjsReader.Fault(model, "its nodes read each other in a circle");
    }
}
