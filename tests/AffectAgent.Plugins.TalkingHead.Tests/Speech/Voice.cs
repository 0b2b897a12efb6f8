namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

/// <summary>The installed espeak-ng, or a skipped test.</summary>
internal static class Voice
{
    /// <summary>Texts that use the sounds of a language.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        ["en"] = "The quick brown fox jumps over the lazy dog. She sells sea shells by the shore; church bells judge the measure of pleasure. Thirty thieves thought that they thrilled the throne. Boys enjoy cows, hide away, go home, here, there, poor tour, fire hour. Button bottle little singing think huge.",
        ["de"] = "Der schnelle braune Fuchs springt über den faulen Hund. Ich möchte zwölf schöne Bücher, Äpfel und Öl kaufen. Pferde, Pfeffer, Zucker, Garage, Dschungel. Hören Sie das Restaurant? Heute laufen zwei Bäume. Nacht, Licht, singen, Genie, Balance, Bonbon, Teint.",
        ["fr"] = "Le vif renard brun saute par-dessus le chien paresseux. Un bon vin blanc, brun et parfum. Huit nuits, oui, Louis, feuille, montagne, gagner, jeune, peu, peur, tout, tu, été, être, garçon, chat, rouge, parking, monsieur, yeux.",
        ["es"] = "El veloz murciélago hindú comía feliz cardillo y kiwi. La cigüeña tocaba el saxofón detrás del palenque de paja. Perro, pero, llave, yo, chico, jamón, gente, zapato, cielo, deuda, baile, aire, guerra, niño, agua, bomba, dedo, mismo.",
        ["it"] = "Pranzo d'acqua fa volti sghembi. Gli gnocchi, la famiglia, lo zaino, pizza, ciao, giorno, scienza, pesce, chiave, ghiaccio, uomo, quattro, notte, bello, rosso, azzurro, città, perché, sbaglio, anche.",
        ["pt"] = "A rápida raposa castanha salta sobre o cão preguiçoso. Coração, mãe, põe, muito, bem, sim, um, tempo, filho, vinho, chuva, carro, caro, gente, tia, dia, noite, leite, pai, céu, rio, voltar, Brasil.",
        ["pl"] = "Pchnąć w tę łódź jeża lub ośm skrzyń fig. Chrząszcz brzmi w trzcinie w Szczebrzeszynie. Źdźbło, dziś, dżem, dzwon, cień, ćma, ryba, mąż, ręka, węgiel, kiedy, giąć, rzeka.",
        ["tr"] = "Pijamalı hasta yağız şoföre çabucak güvendi. Öğretmen, ılık, göz, dağ, kâğıt, lâle, kar, kürk, jandarma, cam, çocuk, rüya, yıl, ev, hava, eğlence.",
    };

    /// <summary>The voice; skips the test where it is not installed.</summary>
    public static EspeakVoice Get(EspeakOptions? options = null)
    {
        var voice = new EspeakVoice(options);
        Assert.SkipUnless(voice.IsInstalled(out var reason), reason ?? "espeak-ng is not installed.");
        return voice;
    }

    /// <summary>Speaks in the neutral manner.</summary>
    public static Task<SpeechTrack> SpeakAsync(string text, string language = "en", Prosody? prosody = null, string? name = null) =>
        Get().SpeakAsync(text, new SpeechStyle(language, prosody, name), TestContext.Current.CancellationToken);
}
