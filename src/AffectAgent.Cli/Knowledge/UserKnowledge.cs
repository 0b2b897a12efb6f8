using AffectAgent.Cli.Terminal;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;

namespace AffectAgent.Cli.Knowledge;

/// <summary>The built-in cards with those of the user's own folders.</summary>
/// <param name="Cards">All of them.</param>
/// <param name="LeftOut">The registered folders that could not be used.</param>
internal sealed record UserKnowledge(IKnowledgeBase Cards, LeftOutKnowledge LeftOut)
{
    /// <summary>
    /// Loads the built-in cards, the folders that the settings name, and those that were registered. A registered folder
    /// that has gone or has faults is left out, with a word on standard error and in each result: an analysis does not need it.
    /// </summary>
    /// <param name="folders">Folders of the settings; a fault in one of them is an error.</param>
    /// <exception cref="UserException">A folder of the settings can't be used.</exception>
    public static UserKnowledge Load(IEnumerable<string> folders)
    {
        var cards = folders.Aggregate<string, IKnowledgeBase>(KnowledgeBase.LoadBuiltIn(), (known, folder) => KnowledgeBase.LoadFolder(folder, known));
        var leftOut = new List<(string, string)>();
        foreach (var folder in UserFolders.Read())
        {
            try
            {
                cards = KnowledgeBase.LoadFolder(folder, cards);
            }
            catch (UserException e)
            {
                var fix = Directory.Exists(folder) ? $"affect knowledge check \"{folder}\"" : $"affect knowledge add --remove \"{folder}\"";
                var why = e is KnowledgeException { Faults: [var first, ..] faults } ? $"{(faults.Count == 1 ? "it has a fault" : $"it has {faults.Count} faults, the first is")} {first}" : e.Message;
                Console.Error.WriteLine(PlainText.Of($"affect: the knowledge folder '{folder}' is left out: {why} See: {fix}"));
                // A result goes to others: it names the folder, not where it lies.
                leftOut.Add((PlainText.Of(Path.GetFileName(folder)), e is KnowledgeException { Faults.Count: var count } ? $"its cards have {(count == 1 ? "a fault" : $"{count} faults")}, so none of them was used" : "it can't be read, so none of its cards was used"));
            }
        }

        return new UserKnowledge(cards, new LeftOutKnowledge(leftOut));
    }
}
