namespace AffectAgent.Media.Probing;

/// <summary>Turns stored pictures upright: the ffmpeg filters for an EXIF orientation or a video's rotation.</summary>
internal static class Orientation
{
    /// <summary>The filters for an EXIF orientation, 1 to 8.</summary>
    public static string FiltersForExif(int orientation) => orientation switch
    {
        2 => "hflip",
        3 => "hflip,vflip",
        4 => "vflip",
        5 => "transpose=cclock_flip",
        6 => "transpose=clock",
        7 => "transpose=clock_flip",
        8 => "transpose=cclock",
        _ => "",
    };

    /// <summary>The filters for a video whose display matrix turns it by <paramref name="degrees"/> counter-clockwise, in steps of 90.</summary>
    public static string FiltersForRotation(double degrees) => Quarter(degrees) switch
    {
        1 => "transpose=cclock",
        2 => "hflip,vflip",
        3 => "transpose=clock",
        _ => "",
    };

    /// <summary>True if the filters swap width and height.</summary>
    public static bool Swaps(string filters) => filters.StartsWith("transpose", StringComparison.Ordinal);

    private static int Quarter(double degrees) => double.IsFinite(degrees) ? (((int)Math.Round(degrees / 90) % 4) + 4) % 4 : 0;
}
