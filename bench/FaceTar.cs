using System.Diagnostics;
using System.Formats.Tar;

namespace AffectAgent.Bench;

/// <summary>A photograph of <c>faces.tar</c>.</summary>
/// <param name="Name">Its file's name; the part before the last underscore is the person.</param>
/// <param name="Picture">The picture.</param>
internal sealed record FaceTarPicture(string Name, RgbImage Picture)
{
    /// <summary>True for a crop of Labeled Faces in the Wild, whose names end in four digits; the others are film stills.</summary>
    public bool IsLfw => Path.GetFileNameWithoutExtension(Name) is { Length: > 5 } stem && stem[^5] == '_' && stem[^4..].All(char.IsAsciiDigit);

    /// <summary>
    /// True for a person whom <c>training/vision</c> learnt nothing from (<c>occlusion.py</c>, <c>identity.py</c>, <c>square.py</c>): those learn on the
    /// persons whose name has an even CRC-32.
    /// </summary>
    public bool IsHeldOut
    {
        get
        {
            string person = Name.LastIndexOf('_') is > 0 and var end ? Name[..end] : Path.GetFileNameWithoutExtension(Name);
            uint crc = uint.MaxValue;
            foreach (byte value in System.Text.Encoding.UTF8.GetBytes(person))
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }

            return (~crc & 1) == 1;
        }
    }
}

/// <summary>Reads <c>faces.tar</c> of the data folder; one ffmpeg process decodes all of it.</summary>
internal static class FaceTar
{
    /// <summary>Every nth photograph, in the archive's order.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="step">1 for all.</param>
    public static IEnumerable<FaceTarPicture> Read(string path, int step)
    {
        if (!File.Exists(path))
            throw new UserException($"'{path}' was not found.", "Set AFFECT_DATA to the folder that holds faces.tar.");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-probesize", "2048", "-f", "image2pipe", "-c:v", "mjpeg", "-i", "pipe:0", "-autoscale", "0", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
            { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var sizes = new System.Collections.Concurrent.BlockingCollection<(string Name, int Width, int Height)>();
        var feed = Task.Run(() => Feed(path, step, ffmpeg.StandardInput.BaseStream, sizes));
        foreach (var (name, width, height) in sizes.GetConsumingEnumerable())
        {
            var pixels = new byte[width * height * 3];
            ffmpeg.StandardOutput.BaseStream.ReadExactly(pixels);
            yield return new FaceTarPicture(name, new RgbImage(width, height, pixels));
        }

        feed.GetAwaiter().GetResult();
        ffmpeg.WaitForExit();
    }

    private static void Feed(string path, int step, Stream target, System.Collections.Concurrent.BlockingCollection<(string Name, int Width, int Height)> sizes)
    {
        // Whatever happens, the reader must not wait for more.
        try
        {
            using var archive = new TarReader(File.OpenRead(path));
            using (target)
            {
                for (int count = 0; archive.GetNextEntry() is { } entry;)
                {
                    if (entry.DataStream is null || !entry.Name.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || count++ % step != 0)
                        continue;
                    using var bytes = new MemoryStream();
                    entry.DataStream.CopyTo(bytes);
                    var (width, height) = SizeOf(bytes.ToArray(), entry.Name);
                    sizes.Add((Path.GetFileName(entry.Name), width, height));
                    bytes.Position = 0;
                    bytes.CopyTo(target);
                }
            }
        }
        finally
        {
            sizes.CompleteAdding();
        }
    }

    // The first frame header (ITU-T T.81, B.2.2) of a JPEG.
    private static (int Width, int Height) SizeOf(byte[] jpeg, string name)
    {
        for (int at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF;)
        {
            int marker = jpeg[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return ((jpeg[at + 7] << 8) | jpeg[at + 8], (jpeg[at + 5] << 8) | jpeg[at + 6]);
            at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]);
        }

        throw new UserException($"'{name}' has no frame header.", "Unpack the data again.");
    }
}
