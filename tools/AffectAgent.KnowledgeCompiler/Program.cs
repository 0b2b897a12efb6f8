using AffectAgent;
using AffectAgent.Knowledge;
using AffectAgent.Knowledge.Cards;

// Usage: KnowledgeCompiler FOLDER OUTPUT. Faults are printed the way that MSBuild shows as errors of the file.
if (args is not [var folder, var output])
{
    Console.Error.WriteLine("Usage: KnowledgeCompiler FOLDER OUTPUT");
    return 2;
}

try
{
    using var compact = new MemoryStream();
    BuiltInCards.Compile(folder, compact);
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
    File.WriteAllBytes(output, compact.ToArray());
    return 0;
}
catch (KnowledgeException e)
{
    foreach (var fault in e.Faults)
        Console.Error.WriteLine($"{Path.Combine(folder, fault.File)}({fault.Line}): error AKC001: {fault.Message}");
}
catch (UserException e)
{
    Console.Error.WriteLine($"{folder}: error AKC002: {e.Message}");
}

return 2;
