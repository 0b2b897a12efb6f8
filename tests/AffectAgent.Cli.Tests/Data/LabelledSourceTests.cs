using AffectAgent.Cli.Data;

namespace AffectAgent.Cli.Tests.Data;

public sealed class LabelledSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-labelled-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Folder_TakesTheNearestSubFolderAsLabel()
    {
        Write("happy/a_1.jpg", "x");
        Write("set/sad/b_2.WAV", "x");
        Write("set/sad/notes.txt", "x");

        var set = LabelledSource.Read(_folder, "^(.)_");

        Assert.Equal([("happy/a_1.jpg", SampleKind.Image, "happy", "a"), ("set/sad/b_2.WAV", SampleKind.Audio, "sad", "b")], set.Items.Select(i => (i.Name, i.Kind, i.Labels[0], i.Person!)));
    }

    [Fact]
    public void Read_FolderWithLooseFiles_SaysWhichAndWhat()
    {
        Write("a.jpg", "x");

        var error = Assert.Throws<UserException>(() => LabelledSource.Read(_folder, null));

        Assert.Contains("a.jpg lies in", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t.csv", "Path,Emotion,Speaker,Transcript\nclips/a.mp4,joy,Ann,\"Well, hello\"\n")]
    [InlineData("t.tsv", "video\tlabel\tperson\ttext\nclips/a.mp4\tjoy\tAnn\tWell, hello\n")]
    [InlineData("t.jsonl", """{"file":"clips/a.mp4","emotion":["joy"],"subject":"Ann","utterance":"Well, hello"}""")]
    [InlineData("t.json", """[{"file":"clips/a.mp4","emotion":"joy","subject":"Ann","utterance":"Well, hello"}]""")]
    public void Read_Table_FindsColumnsByTheFieldsNames(string name, string content)
    {
        var item = Assert.Single(LabelledSource.Read(Write(name, content), null).Items);

        Assert.Equal(("clips/a.mp4", SampleKind.Video, "joy", "Ann", "Well, hello"), (item.Name, item.Kind, Assert.Single(item.Labels), item.Person, item.Words));
        Assert.Equal(Path.Combine(_folder, "clips", "a.mp4"), item.Path);
    }

    [Fact]
    public void Read_Meld_TakesClipsThatAreThereAndWordsElsewhere()
    {
        Write("dia0_utt1.mp4", "x");
        var path = Write("dev.csv", "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID\n1,\"Oh, no.\",Ross,sadness,negative,0,0\n2,What?,Monica,surprise,negative,0,1\n");

        var items = LabelledSource.Read(path, null).Items;

        Assert.Equal([("row 1", SampleKind.Text, "Oh, no."), ("dia0_utt1.mp4", SampleKind.Video, "What?")], items.Select(i => (i.Name, i.Kind, i.Words!)));
    }

    [Fact]
    public void Read_GoEmotions_NamesItsLabelNumbers()
    {
        var path = Write("dev.tsv", "Is this it??\t27\tabc\nYou know it, don't avoid them!\t4,27\tdef\n");

        Assert.Equal(["neutral", "approval|neutral"], LabelledSource.Read(path, null).Items.Select(i => string.Join('|', i.Labels)));

        Write("labels.txt", string.Join('\n', Enumerable.Range(0, 28).Select(i => $"l{i}")));
        Assert.Equal(["l27", "l4|l27"], LabelledSource.Read(path, null).Items.Select(i => string.Join('|', i.Labels)));
    }

    [Theory]
    [InlineData("t.csv", "a,b\n1,2\n", "no column path or text and no column label; its columns are a, b")]
    [InlineData("t.csv", "text,mood\nx,y\n", "no column label")]
    [InlineData("t.csv", "text,label\n", "has no rows")]
    [InlineData("t.csv", "", "has no rows")]
    [InlineData("t.csv", "text,label\nhello,\n", "Row 1 of")]
    [InlineData("t.csv", "path,label\n../b.jpg,joy\n", "outside the table's folder")]
    [InlineData("t.csv", "path,label\nb.xyz,joy\n", "does not end as")]
    [InlineData("t.csv", "path,label\nb.jpg,joy\nb.jpg,sad\n", "2 times")]
    [InlineData("t.jsonl", "{\"text\":\"a\",\"label\":\"joy\"}\nnot json\n", "Row 2 of")]
    [InlineData("t.jsonl", "[1]\n", "no object")]
    [InlineData("t.json", "{}", "not a list")]
    [InlineData("t.xlsx", "PK", "no table that is known")]
    [InlineData("t.tsv", "a text\t99\tx\n", "label 99")]
    public void Read_BadTable_IsOneLineThatSaysWhere(string name, string content, string words)
    {
        var error = Assert.Throws<UserException>(() => LabelledSource.Read(Write(name, content), null));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("[", "no pattern")]
    [InlineData("abc", "no group")]
    public void Read_BadPattern_IsAUserFault(string pattern, string words) =>
        Assert.Contains(words, Assert.Throws<UserException>(() => LabelledSource.Read(_folder, pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void LabelMap_KnowsTheFieldsNamesAndOnesOwn()
    {
        var map = LabelMap.Read(Write("map.json", """{"W":"anger","boredom":null,"happy":"surprise"}"""));

        Assert.Equal([Emotion.Anger, null, Emotion.Surprise, Emotion.Fear, Emotion.Sadness, Emotion.Happiness], new[] { "w", "boredom", "happy", "Fearful", "remorse", "joy" }.Select(map.Of));
        Assert.False(map.Knows("zest"));
        Assert.True(map.Knows("boredom"));
    }

    [Theory]
    [InlineData("W,anger\nboredom,-\n", null)]
    [InlineData("W,rage\n", "maps 'W' to 'rage'")]
    [InlineData("only one\n", "is no pair")]
    [InlineData("{\"a\":", "can't be read")]
    public void LabelMap_File_IsReadOrRefused(string content, string? words)
    {
        var path = Write("map.txt", content);

        if (words is null)
            Assert.Equal((Emotion.Anger, null), (LabelMap.Read(path).Of("W"), LabelMap.Read(path).Of("boredom")));
        else
            Assert.Contains(words, Assert.Throws<UserException>(() => LabelMap.Read(path)).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
