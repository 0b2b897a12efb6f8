namespace AffectAgent.Reasoning;

/// <summary>What a request must be like, checked before anything is opened.</summary>
internal static class RequestRules
{
    /// <summary>The longest question or given text, characters.</summary>
    public const int MaxText = 100_000;

    /// <summary>Checks all of it together.</summary>
    /// <exception cref="UserException">The request asks for nothing, or for something that cannot be; all faults are listed.</exception>
    public static void Check(AnalysisRequest request)
    {
        if (request.MediaPath is null && request.TranscriptPath is null && string.IsNullOrWhiteSpace(request.Text))
            throw new UserException("There is nothing to analyse.", "Give a picture, a video, a sound file, or text.");
        var faults = new List<string>();
        if (request.From is not (null or >= 0) || request.To is not (null or >= 0))
            faults.Add("a time is negative");
        if (request is { From: { } from, To: { } to } && from >= to)
            faults.Add($"the stretch begins at {from} s, which is not before its end at {to} s");
        if (request.FramesPerSecond is not (null or (> 0 and <= 1000)))
            faults.Add($"{request.FramesPerSecond} frames a second were asked for, give more than 0 and at most 1000");
        if (request.Person < 1)
            faults.Add($"person {request.Person} was asked for, persons count from 1");
        if (request.Text?.Length > MaxText || request.Question?.Length > MaxText)
            faults.Add($"the text or question is longer than {MaxText} characters");
        if (faults.Count > 0)
            throw new UserException($"The request cannot be met: {string.Join("; ", faults)}.");
        if (request.TranscriptPath is { } path && !File.Exists(path))
            throw new UserException($"There is no transcript '{Path.GetFileName(path)}'.", "Check its path.");
    }
}
