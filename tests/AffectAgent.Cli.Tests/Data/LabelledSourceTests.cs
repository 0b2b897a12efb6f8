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
    [InlineData("t.csv", "text,label\nhello,\n", "t.csv line 2: it has no label")]
    [InlineData("t.csv", "path,label\n../b.jpg,joy\n", "outside the table's folder")]
    [InlineData("t.csv", "path,label\nb.xyz,joy\n", "does not end as")]
    [InlineData("t.jsonl", "\nnot json\n{\"text\":\"\",\"label\":\"joy\"}\n", "t.jsonl line 2: it is not JSON (character 2), and 1 more")]
    [InlineData("t.jsonl", "[1]\n", "no JSON object")]
    [InlineData("t.jsonl", "{\"label\":\"joy\"}\n", "line 1: it has neither a text nor a path")]
    [InlineData("t.json", "[{]", "is not JSON: line 1, character 3")]
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
    [InlineData("t.jsonl", """
        {"text":"good","label":"joy"}
        {"text":" ","label":"joy"}

        {"label":"joy"}
        {"text":"no label"}
        nonsense
        "a text"
        {"text":"\ud800","label":"joy"}
        {"path":"../b.jpg","label":"joy"}
        {"path":"b.xyz","label":"joy"}
        {"path":"b.jpg","label":["joy","sad"]}
        {"path":"./b.jpg","label":"joy"}
        {"text":"odd","label":"joy|zest"}
        """, "row 1, b.jpg", "line 2 no-text, line 4 no-text, line 5 no-label, line 6 not-json, line 7 not-json, line 8 not-json, line 9 outside-folder, line 10 not-media, line 12 named-twice, line 13 unknown-label")]
    [InlineData("t.csv", "label,text\njoy,\"two\nlines\"\njoy\nzest,word\nsad,word\n", "row 1, row 4", "line 4 no-text, line 5 unknown-label")]
    [InlineData("t.tsv", "a\t27\tx\n\t27\tx\nb\nc\tjoy\nd\t99\nd\t0,1\n", "row 1, row 6", "line 2 no-text, line 3 no-label, line 4 unknown-label, line 5 unknown-label")]
    [InlineData("t.json", """[{"text":"good","label":"joy"}, 7, {"text":null,"label":"joy"}]""", "row 1", "row 2 not-json, row 3 no-text")]
    public void Read_BadRows_AreNamedAndStopNoOther(string name, string content, string good, string bad)
    {
        var set = LabelledSource.Read(Write(name, content), null).Understood(LabelMap.Read(null));

        Assert.Equal(good, string.Join(", ", set.Items.Select(item => item.Name)));
        Assert.Equal(bad.Split(", ").Select(row => $"{name} {row}"), set.Bad.Select(row => $"{row.At} {row.Reason}"));
        Assert.Equal(set.Bad.Count <= 3 ? set.Bad.Count : 4, set.Told().Count());
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
