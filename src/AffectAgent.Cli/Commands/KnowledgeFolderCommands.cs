using System.CommandLine;
using AffectAgent.Cli.Knowledge;
using AffectAgent.Cli.Terminal;
using AffectAgent.Knowledge;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect knowledge check</c>, <c>add</c> and <c>remove</c>: folders with cards of the user's own.</summary>
internal static class KnowledgeFolderCommands
{
    private static readonly Argument<string?> Folder = new("folder") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder with .yaml or .md files." };
    private static readonly Option<string?> Removed = new("--remove") { Description = "Take a folder out again, by its path or name; its files stay.", HelpName = "FOLDER" };
    private static readonly Option<bool> Listed = new("--list") { Description = "List the folders that are registered." };

    /// <summary>Describes <c>check</c>.</summary>
    public static Command Check()
    {
        var check = new Command("check", "List every fault of a folder's cards with file and line; without a folder, of those registered.") { Folder };
        check.SetAction(parsed => Check(parsed.GetValue(Folder)));
        return check;
    }

    /// <summary>Describes <c>add</c>.</summary>
    public static Command Add()
    {
        var add = new Command("add", "Check a folder with cards of your own and use it from now on.") { Folder, Removed, Listed };
        add.SetAction(parsed => Change(parsed.GetValue(Folder), parsed.GetValue(Removed), parsed.GetValue(Listed)));
        return add;
    }

    /// <summary>Describes <c>remove</c>, the same as <c>add --remove</c>.</summary>
    public static Command Remove()
    {
        var folder = new Argument<string>("folder") { Description = "A registered folder, by its path or name." };
        var remove = new Command("remove", "Take a folder of your own out again; its files stay.") { folder };
        remove.SetAction(parsed => Change(null, parsed.GetValue(folder), listed: false));
        return remove;
    }

    private static int Check(string? folder)
    {
        var folders = folder is null ? UserFolders.Read() : [folder];
        if (folder is null)
            Console.WriteLine($"Built-in, checked when the program was built: {Counted(KnowledgeBase.LoadBuiltIn().Cards)}.");
        if (folders.Count == 0)
            Console.WriteLine("No folder is registered.");
        var worst = ExitCodes.Success;
        foreach (var path in folders)
        {
            // A folder is checked on top of what is there without it, so that a registered one does not meet its own cards.
            var faults = KnowledgeBase.CheckFolder(path, Without(path), out var cards);
            foreach (var fault in faults)
                Console.WriteLine(PlainText.Of($"{Path.Combine(path, fault.File)}:{fault.Line}: {fault.Message}"));
            Console.WriteLine(PlainText.Of(faults.Count == 0 ? $"{path}: {Counted(Own(path))}, no fault." : $"{path}: {Count(cards, "card")}, {Count(faults.Count, "fault")}."));
            if (faults.Count > 0)
                worst = ExitCodes.UserFault;
        }

        return worst;
    }

    private static int Change(string? folder, string? removed, bool listed)
    {
        if (new object?[] { folder, removed, listed ? true : null }.Count(part => part is not null) != 1)
            throw new UserException("Give one of: a folder to add, --remove FOLDER, or --list.");
        if (listed)
        {
            foreach (var path in UserFolders.Read())
                Console.WriteLine(PlainText.Of(path));
            return ExitCodes.Success;
        }

        if (removed is not null)
        {
            if (!UserFolders.Remove(removed))
                throw new UserException($"'{removed}' is not registered.", "affect knowledge add --list shows what is.");
            Console.WriteLine(PlainText.Of($"{removed} is no longer used; its files stay where they are."));
            return ExitCodes.Success;
        }

        var cards = Own(folder!).Count;
        if (cards == 0)
            throw new UserException($"The files of '{folder}' hold no card.", "Add one; docs/knowledge.md shows how.");
        Console.WriteLine(PlainText.Of(UserFolders.Add(folder!) ? $"{folder}: {Count(cards, "card")}, used from now on." : $"{folder} is registered already."));
        return ExitCodes.Success;
    }

    private static List<KnowledgeCard> Own(string folder) => [.. KnowledgeBase.LoadFolder(folder, Without(folder)).Cards.Where(card => card.Origin == OriginOf(folder))];

    // A reader can follow a source with a DOI at once; how many have none is no fault and worth knowing.
    private static string Counted(IReadOnlyCollection<KnowledgeCard> cards)
    {
        var sources = cards.SelectMany(card => card.Sources).Distinct().ToList();
        return $"{Count(cards.Count, "card")} on {Count(sources.Count, "source")}, {sources.Count(source => source.Doi is null)} without a DOI";
    }

    private static IKnowledgeBase Without(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        IKnowledgeBase cards = KnowledgeBase.LoadBuiltIn();
        foreach (var other in UserFolders.Read().Where(other => other != full && Directory.Exists(other)))
        {
            try
            {
                cards = KnowledgeBase.LoadFolder(other, cards);
            }
            catch (UserException)
            {
                // Another folder's fault is told when that folder is checked or used.
            }
        }

        return cards;
    }

    private static string OriginOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string Count(int count, string what) => count == 1 ? $"one {what}" : $"{count} {what}s";
}
