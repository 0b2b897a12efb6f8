namespace AffectAgent.CareMeasure;

/// <summary>A share with its 95 % interval after Wilson.</summary>
internal static class Share
{
    public static string Of(int count, int of)
    {
        if (of == 0)
            return "none of 0";
        const double z = 1.96;
        var share = (double)count / of;
        var middle = (share + z * z / (2 * of)) / (1 + z * z / of);
        var half = z / (1 + z * z / of) * Math.Sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        return $"{share:0.000} ({count} of {of}; {Math.Max(0, middle - half):0.000} to {Math.Min(1, middle + half):0.000})";
    }
}
