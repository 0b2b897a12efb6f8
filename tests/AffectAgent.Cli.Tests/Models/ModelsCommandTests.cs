using System.Text.Json;

namespace AffectAgent.Cli.Tests.Models;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("affect-home-").FullName;

    private Dictionary<string, string> Home => new() { ["AFFECT_HOME"] = _home, ["AFFECT_ALLOW_NONCOMMERCIAL"] = "0" };

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task List_AsJson_HoldsBothKinds()
    {
        var outcome = await Affect.RunAsync(Home, "models", "list", "--json");

        Assert.Equal(0, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Contains(json.RootElement.GetProperty("models").EnumerateArray(), m => m.GetProperty("id").GetString() == "face-mesh");
        var whisper = json.RootElement.GetProperty("downloads").EnumerateArray().First(m => m.GetProperty("id").GetString() == "whisper-tiny");
        Assert.Equal("absent", whisper.GetProperty("state").GetString(), ignoreCase: true);
        Assert.StartsWith(_home, whisper.GetProperty("path").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no model 'nothing'", "pull", "nothing")]
    [InlineData("There is no model 'nothing'", "pull", "whisper-tiny", "--accept-licence", "nothing")]
    [InlineData("--accept-licence llama-3.3-70b", "pull", "llama-3.3-70b")]
    [InlineData("research only", "pull", "hsemotion-enet-b0")]
    [InlineData("There is no model 'nothing'", "verify", "nothing")]
    [InlineData("There is no model 'nothing'", "remove", "nothing")]
    [InlineData("'face-mesh' comes with the program", "remove", "face-mesh")]
    [InlineData("'face-mesh' comes with the program", "pull", "whisper-tiny", "face-mesh")]
    [InlineData("is not whole here", "verify", "whisper-tiny")]
    public async Task Models_WhatCannotBe_IsOneLineAndExitCode2(string words, params string[] arguments)
    {
        var outcome = await Affect.RunAsync(Home, ["models", .. arguments]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_home, "models")), "nothing may be left behind");
    }

    [Fact]
    public async Task Remove_NothingThere_SaysSo()
    {
        var outcome = await Affect.RunAsync(Home, "models", "remove", "whisper-tiny");

        Assert.Equal((0, "whisper-tiny: nothing was here.\n"), (outcome.ExitCode, outcome.Output));
    }
}
