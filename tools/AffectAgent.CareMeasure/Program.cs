using AffectAgent.CareMeasure;
using AffectAgent.Empathy.Care;
using AffectAgent.Empathy.Care.Hints;
using AffectAgent.Empathy.Care.Matching;

var detector = args.Contains("--phrases") ? new CareDetector([]) : CareDetector.Default;
if (CareDetector.Default.Note is { } note)
    Console.Error.WriteLine(note);
return args switch
{
    ["set", var path, .. var rest] => SetReport.Run(path, rest.Contains("--held"), detector),
    ["scan", var path, .. var rest] => Scan(path, rest.Contains("--boundaries"), detector),
    ["scenes", var path, ..] => Scenes(path, detector),
    ["check", var text, ..] => Check(text, detector),
    ["speed", ..] => Speed(),
    ["cut", ..] => Cut(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        CareMeasure set SET.jsonl [--held]   figures and errors on the dev part; with --held on the part kept aside
        CareMeasure scan FILE [--boundaries] the lines (text before the first tab) in which a crisis, or a boundary, is found
        CareMeasure scenes FILE              the scenes in which a crisis is found; a line is a scene's name, a tab and what is said
        CareMeasure check TEXT               what is found in a text
                                             set, scan and check with --phrases: without the trained second reader
        CareMeasure speed                    time for texts of 100,000 characters
        CareMeasure cut                      each line of the input as the trained reader cuts it: windows parted by tabs, for training/care
        """);
    return 2;
}

static int Scan(string path, bool boundaries, CareDetector detector)
{
    var lines = File.ReadAllLines(path).Select(line => line.Split('\t')[0]).ToList();
    var found = lines.Select(line => (Line: line, Check: detector.Check(line))).ToList();
    foreach (var (line, check) in found.Where(one => boundaries ? one.Check.IsBoundary : one.Check.IsCrisis))
        Console.WriteLine($"{Shown(check.First!)}\n    {line}");
    foreach (var (name, count) in new[] { ("crisis", found.Count(one => one.Check.IsCrisis)), ("boundary", found.Count(one => one.Check.IsBoundary)) })
        Console.WriteLine($"{name}: {Share.Of(count, lines.Count)}");
    return 0;
}

static int Scenes(string path, CareDetector detector)
{
    var scenes = File.ReadLines(path).Select(line => line.Split('\t', 2)).GroupBy(parts => parts[0], parts => parts[^1]).Select(scene => (Name: scene.Key, Lines: scene.ToList())).ToList();
    var found = 0;
    foreach (var (name, lines) in scenes)
    {
        if (detector.Check(lines) is not { IsCrisis: true, First: { } sign })
            continue;
        found++;
        Console.WriteLine($"{name} {Shown(sign)}\n    {string.Join('\n', lines).Substring(sign.Start, sign.Length)}");
    }
    Console.WriteLine($"scenes with a crisis: {Share.Of(found, scenes.Count)}");
    return 0;
}

static int Check(string text, CareDetector detector)
{
    var check = detector.Check(text);
    Console.WriteLine($"language {check.Language}{(check.Minor ? ", under age" : "")}, {check.Findings.Count} findings");
    foreach (var finding in check.Findings)
        Console.WriteLine($"{Shown(finding)} \"{text.Substring(finding.Start, finding.Length)}\"");
    return 0;
}

static int Speed()
{
    ReaderSpeed();
    string[] units = ["I don't want to talk about the weather, it was a long day and my chest is fine. ", "i ", "want to die ", "kill ", "k i l l ", "\n", "\"", "🔫", "(((", "😂 mein mann hat je veux ", "<!--", "<b>k</b>", "a*", "a|", "aI", "k.", "1 ", "1.", "a-", "1 1.a-", "1-1 "];
    var start = Environment.CpuUsage.TotalTime;
    Console.WriteLine($"{CareDetector.Default.PhraseCount} phrases, read in {(Environment.CpuUsage.TotalTime - start).TotalMilliseconds:0} ms of one core");
    foreach (var unit in units)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
        CareDetector.Default.Check(text[..1000]);
        CareDetector.Default.Check(text);
        var before = Environment.CpuUsage.TotalTime;
        var check = CareDetector.Default.Check(text);
        Console.WriteLine($"{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds,6:0} ms of one core  {check.Findings.Count} findings  {unit.Trim()}");
    }
    return 0;
}

static void ReaderSpeed()
{
    if (HintReader.BuiltIn is not { } reader)
        return;
    const string text = "We had a long day at work. My sister came by with the kids, and we cooked. I don't know what I will do tomorrow.";
    const int times = 1000;
    reader.Read(text);
    var before = Environment.CpuUsage.TotalTime;
    for (var i = 0; i < times; i++)
        reader.Read(text);
    Console.WriteLine($"trained reader: {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times:0.000} ms a message of three sentences, of one core");
}

static int Cut()
{
    var tokenizer = CareTokenizer.BuiltIn(new CareVocabulary());
    while (Console.ReadLine() is { } line)
        Console.WriteLine(string.Join('\t', HintWindows.Of(tokenizer.Cut(line)).Select(window => string.Join(' ', (IEnumerable<string>)window))));
    return 0;
}

static string Shown(CareFinding finding)
    => $"{finding.Kind.Name()} {finding.Severity} {finding.Who} {finding.Confidence:0.00} [{string.Join(" ", finding.Reasons)}]";
