namespace AffectAgent.Backends.LLamaSharp;

/// <summary>How many bytes a tensor takes, by ggml's number of its type.</summary>
internal static class TensorBytes
{
    // Weights a block, bytes a block.
    private static readonly Dictionary<uint, (int Weights, int Bytes)> Blocks = new()
    {
        [0] = (1, 4), [1] = (1, 2), [2] = (32, 18), [3] = (32, 20), [6] = (32, 22), [7] = (32, 24), [8] = (32, 34), [9] = (32, 36),
        [10] = (256, 84), [11] = (256, 110), [12] = (256, 144), [13] = (256, 176), [14] = (256, 210), [15] = (256, 292),
        [24] = (1, 1), [25] = (1, 2), [26] = (1, 4), [27] = (1, 8), [28] = (1, 8), [30] = (1, 2),
    };

    /// <summary>The bytes of that many weights; 0 for a type that isn't known here, whose length llama.cpp checks itself.</summary>
    public static long Of(uint type, long weights) =>
        Blocks.TryGetValue(type, out var block) ? weights / block.Weights * block.Bytes : 0;
}
