using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp.Tests;

public sealed class SchemaGrammarTests
{
    [Theory]
    [InlineData("""{"enum":["joy","fear",3,null]}""", """ "joy" ; "fear" ; 3 ; null """, """ "anger" ; joy ; 4 """)]
    [InlineData("""{"const":"a\"b"}""", """ "a\"b" """, """ "a" ; "ab" """)]
    [InlineData("""{"type":"boolean"}""", "true ; false", "True ; 1 ; null")]
    [InlineData("""{"type":"null"}""", "null", "0 ; \"\"")]
    [InlineData("""{"type":"string"}""", """ "" ; "a" ; "line\nbreak \u00e9 \\ \"q\" /" ; "é驚" """, """ "open ; 'a' ; "\x" ; "\ud83d" ; a """)]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", """ "ab" ; "abc" ; "\n\t" """, """ "a" ; "abcd" ; "" """)]
    [InlineData("""{"type":"string","maxLength":0}""", "\"\"", "\"a\"")]
    [InlineData("""{"type":"integer"}""", "0 ; -7 ; 123456", "01 ; 1.5 ; + ; -")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":12}""", "1 ; 9 ; 12", "0 ; 13 ; -1 ; 1.0")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":3}""", "1 ; 2", "0 ; 3")]
    [InlineData("""{"type":"integer","minimum":0,"maximum":5000}""", "0 ; 17 ; 5000", "-1 ; 12345")]
    [InlineData("""{"type":"number"}""", "0 ; -1.25 ; 3", ".5 ; 1. ; 1e5 ; NaN")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "0 ; 0.25 ; 1 ; 1.0", "1.5 ; -0.1 ; 2")]
    [InlineData("""{"type":"array","items":{"type":"integer","minimum":0,"maximum":9}}""", "[] ; [1] ; [1,2] ; [1, 2]", "[1 2] ; [,] ; [1,] ; [10]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":3}""", "[true,false] ; [true,true,true]", "[] ; [true] ; [true,true,true,true]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"maxItems":0}""", "[]", "[true]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"boolean"}},"required":["a","b"]}""", """ {"a":1,"b":true} ; {"a": 1, "b": false} """, """ {"a":1} ; {} ; {"b":true,"a":1} ; {"a":1,"b":true,"c":2} """)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"boolean"}},"required":["a"]}""", """ {"a":1} ; {"a":1,"b":true} """, """ {} ; {"b":true} ; {"a":1,} """)]
    [InlineData("""{"type":"object","properties":{"a":{"const":1},"b":{"const":2},"c":{"const":3}}}""", """ {} ; {"a":1} ; {"b":2} ; {"a":1,"c":3} ; {"a":1,"b":2,"c":3} ; {"b":2,"c":3} """, """ {,} ; {"c":3,"a":1} """)]
    [InlineData("""{"type":"object","properties":{}}""", "{}", """ {"a":1} """)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """ {} ; {"joy":1} ; {"joy":1,"fear":22} """, """ {"joy":"x"} """)]
    [InlineData("""{"oneOf":[{"type":"boolean"},{"type":"integer","minimum":1,"maximum":2}]}""", "true ; 2", "3 ; null")]
    [InlineData("""{"type":["string","null"],"maxLength":2}""", """ null ; "ab" """, "\"abc\" ; 1")]
    [InlineData("""{"allOf":[{"type":"boolean"}]}""", "true", "1")]
    [InlineData("""{"$ref":"#/$defs/au","$defs":{"au":{"type":"integer","minimum":1,"maximum":3}}}""", "1 ; 3", "4")]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}""", """ {"next":null} ; {"next":{"next":null}} ; {"next":{"next":{"next":null}}} """, """ {"next":1} ; {} """)]
    [InlineData("""{}""", """ {"a":[1,{"b":null}]} ; [] ; "x" ; -1.5 """, "{a:1} ; [1")]
    public void Of_Schema_LetsThroughJustThat(string schema, string good, string bad)
    {
        var writer = new GbnfWriter();
        var grammar = writer.Write(new SchemaGrammar(writer).Of(JsonElement.Parse(schema)));
        var reader = new GbnfMatcher(grammar);

        Assert.All(Split(good), text => Assert.True(reader.Matches(text), $"{text} should fit\n{grammar}"));
        Assert.All(Split(bad), text => Assert.False(reader.Matches(text), $"{text} should not fit\n{grammar}"));
    }

    [Theory]
    [InlineData("""{"allOf":[{"type":"string"},{"minLength":2}]}""", "allOf")]
    [InlineData("""{"$ref":"https://example.org/schema"}""", "another schema")]
    [InlineData("""{"$ref":"#/$defs/nobody"}""", "not there")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}]}""", "prefixItems")]
    [InlineData("""{"type":"thing"}""", "thing")]
    [InlineData("""{"type":"array","items":{},"minItems":5,"maxItems":2}""", "more items")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":2}""", "no number")]
    public void Of_SchemaThatNoGrammarCanHold_SaysWhy(string schema, string why) =>
        Assert.Contains(why, Assert.Throws<UserException>(() => new SchemaGrammar(new GbnfWriter()).Of(JsonElement.Parse(schema))).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_SchemaNestedWithoutEnd_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"type":"array","items":""", 60)) + "{}" + new string('}', 60);

        Assert.Contains("deep", Assert.Throws<UserException>(() => new SchemaGrammar(new GbnfWriter()).Of(JsonElement.Parse(deep))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HugeSchema_IsRefused()
    {
        var values = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"\"value {i}\""));

        Assert.Throws<UserException>(() => new SchemaGrammar(new GbnfWriter()).Of(JsonElement.Parse("""{"type":"array","items":{"enum":[""" + values + "]}}")));
    }

    [Fact]
    public void For_Tools_LetsThroughCallsAndAnswers()
    {
        AIFunction look = AIFunctionFactory.Create((int person) => "", "look_at", "Looks.");
        AIFunction rest = AIFunctionFactory.Create(() => "", "rest", "Rests.");
        ReplyGrammar For(ChatToolMode mode, ChatResponseFormat? format = null) => ReplyGrammar.For(new ChatOptions { Tools = [look, rest], ToolMode = mode, ResponseFormat = format }, 100);
        bool Fits(ReplyGrammar grammar, string text) => new GbnfMatcher(grammar.Gbnf!).Matches(text);
        const string Call = """{"tool":"look_at","arguments":{"person":2}}""", Idle = """{"tool":"rest","arguments":{}}""", Answer = """{"answer":"A smile."}""";

        var auto = For(ChatToolMode.Auto);
        Assert.True(Fits(auto, Call) && Fits(auto, Idle) && Fits(auto, Answer));
        Assert.False(Fits(auto, """{"tool":"drop_tables","arguments":{}}""") || Fits(auto, """{"tool":"look_at","arguments":{}}""") || Fits(auto, Call + Call));
        var must = For(ChatToolMode.RequireAny);
        Assert.True(Fits(must, Call) && !Fits(must, Answer));
        var one = For(ChatToolMode.RequireSpecific("rest"));
        Assert.True(Fits(one, Idle) && !Fits(one, Call));
        Assert.Null(For(ChatToolMode.None).Gbnf);
        var json = For(ChatToolMode.Auto, ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"joy":{"type":"boolean"}},"required":["joy"]}""")));
        Assert.True(Fits(json, """{"answer":{"joy":true}}""") && !Fits(json, Answer) && !json.AnswerIsText);
        Assert.Throws<UserException>(() => For(ChatToolMode.RequireSpecific("nobody")));
    }

    private static IEnumerable<string> Split(string texts) => Regex.Split(texts.Trim(), " ; ").Select(text => text.Trim());
}
