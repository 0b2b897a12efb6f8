namespace AffectAgent.Plugins.Vision.Tests;

public sealed class FaceArchiveTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadAll_AfterCompletion_GivesBackWhatWasAppended(bool eyes)
    {
        var face = Faces.Of(0, 1, eyes: eyes);
        using var archive = Faces.Archive(face);
        var back = Assert.Single(archive.ReadAll());
        Assert.Equal(face.Mesh.Coordinates.ToArray(), back.Mesh.Coordinates.ToArray());
        Assert.Equal(face.Crop.Pixels, back.Crop.Pixels);
        Assert.Equal(face.Iris, back.Iris);
        Assert.Equal(face.Gaze, back.Gaze);
        Assert.Equal(face.Skin, back.Skin);
        Assert.Equal(face.Measures, back.Measures);
        Assert.Equal(face.Portrait?.Pixels, back.Portrait?.Pixels);
        Assert.Equal((face.Box, face.Pose, face.Quality, face.Confidence, face.Timestamp), (back.Box, back.Pose, back.Quality, back.Confidence, back.Timestamp));
    }

    [Fact]
    public void Complete_NoGroups_NumbersPersonsByFirstSightThenBySize()
    {
        using var archive = Faces.Archive(Faces.Of(0, 7, size: 50), Faces.Of(0, 3, size: 90), Faces.Of(1, 5, size: 200), Faces.Of(1, 7, size: 60));
        Assert.Equal([(1, 90d, 1), (2, 55d, 2), (3, 200d, 1)], archive.Persons.Select(p => (p.Id, p.MeanSizePixels, p.FrameCount)));
        Assert.Equal([(0, 1), (0, 2), (1, 2), (1, 3)], archive.ReadAll().Select(f => (f.Frame, f.Person)));
    }

    [Fact]
    public void Complete_TracksOfOnePerson_AreReadAsOne()
    {
        using var archive = new FaceArchive(640, 360, isStill: false);
        for (int i = 0; i < 6; i++)
        {
            archive.AddFrame(new FrameStamp(i, i / 25.0));
            archive.Append(Faces.Of(i, track: 1 + (i / 2)));
        }

        // The middle track is noise and belongs to nobody.
        archive.Complete([[1, 3]]);
        var person = Assert.Single(archive.Persons);
        Assert.Equal((0d, 5 / 25.0, 4), (person.FirstSeen, person.LastSeen, person.FrameCount));
        Assert.Equal([0, 1, 4, 5], archive.Read(1).Select(f => f.Frame));
        Assert.Equal(6, archive.Frames.Count);
    }

    [Fact]
    public void Append_BeyondTheMemoryLimit_GoesToAFileThatIsGoneAfterwards()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            const int frames = 700;
            using (var archive = new FaceArchive(640, 360, isStill: false, memoryLimit: 1 << 20, folder.FullName))
            {
                for (int i = 0; i < frames; i++)
                {
                    archive.AddFrame(new FrameStamp(i, i / 25.0));
                    archive.Append(Faces.Of(i, 1));
                }

                archive.Complete();
                Assert.NotNull(archive.FilePath);
                var expected = Faces.Of(431, 1);
                var faces = archive.Read(1).ToList();
                Assert.Equal(Enumerable.Range(0, frames), faces.Select(f => f.Frame));
                Assert.Equal(expected.Mesh.Coordinates.ToArray(), faces[431].Mesh.Coordinates.ToArray());
                // Two readers at once do not disturb each other.
                Assert.Equal(frames, archive.ReadAll().Zip(archive.Read(1)).Count());
                Assert.All(archive.ReadAll().Zip(archive.Read(1)), pair => Assert.Equal(pair.First.Frame, pair.Second.Frame));
            }

            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Dispose_FileInAFolderOfItsOwn_LeavesNothing()
    {
        var archive = new FaceArchive(640, 360, isStill: false, memoryLimit: 0);
        archive.AddFrame(new FrameStamp(0, 0));
        archive.Append(Faces.Of(0, 1));
        archive.Complete();
        string path = archive.FilePath!;
        Assert.Single(archive.ReadAll());
        archive.Dispose();
        archive.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void Append_FaceOfAnotherFrame_IsRefused()
    {
        using var archive = new FaceArchive(640, 360, isStill: true);
        archive.AddFrame(new FrameStamp(0, 0));
        Assert.Throws<ArgumentException>(() => archive.Append(Faces.Of(1, 1)));
    }

    [Fact]
    public void Persons_BeforeCompletion_AreRefused()
    {
        using var archive = new FaceArchive(640, 360, isStill: true);
        Assert.Throws<InvalidOperationException>(() => archive.Persons);
        Assert.Throws<InvalidOperationException>(() => archive.ReadAll().Count());
    }

    [Fact]
    public void Complete_NothingAppended_HasNobody()
    {
        using var archive = new FaceArchive(640, 360, isStill: true);
        archive.AddFrame(new FrameStamp(0, 0));
        archive.Complete();
        Assert.Empty(archive.Persons);
        Assert.Empty(archive.ReadAll());
        Assert.Single(archive.Frames);
    }
}
