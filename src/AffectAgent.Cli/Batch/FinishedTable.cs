using System.Security.Cryptography;
using System.Text.Json;

namespace AffectAgent.Cli.Batch;

/// <summary>Reads which rows of a finished table are whose, from its sidecar.</summary>
internal static class FinishedTable
{
    /// <summary>The entries of a finished table; none where it is missing, changed since, or made with something else.</summary>
    public static Dictionary<string, TableEntry> Entries(string target, string key)
    {
        var entries = new Dictionary<string, TableEntry>(StringComparer.Ordinal);
        if (Read(target) is not { } sidecar || sidecar.Key != key || !IsWhole(target, sidecar, out var at))
            return entries;
        foreach (var input in sidecar.Inputs)
        {
            entries[input.Name] = new TableEntry(input.Name, input.Sha256, input.Rows, input.Failed, [new TableSlice(at, input.Bytes)]) { InFinished = true };
            at += input.Bytes;
        }

        return entries;
    }

    /// <summary>The sidecar, or null where there is none that can be read.</summary>
    public static Sidecar? Read(string target)
    {
        try
        {
            using var file = File.OpenRead(target + ".json");
            return JsonSerializer.Deserialize(file, SidecarJson.Default.Sidecar);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(string target, Sidecar sidecar, out long firstRow)
    {
        firstRow = 0;
        try
        {
            using var table = File.OpenRead(target);
            firstRow = table.Length - sidecar.Inputs.Sum(i => i.Bytes);
            return firstRow >= 0 && Convert.ToHexStringLower(SHA256.HashData(table)) == sidecar.TableSha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
