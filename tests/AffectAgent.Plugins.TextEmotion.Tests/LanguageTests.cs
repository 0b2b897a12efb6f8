namespace AffectAgent.Plugins.TextEmotion.Tests;

/// <summary>What is not English is said to be so; what is short, named or noisy English is not.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("Ich bin heute wirklich sehr traurig", "German")]
    [InlineData("Das ist doch nicht dein Ernst!", "German")]
    [InlineData("Ik vind het echt niet leuk dat je weggaat", "Dutch")]
    [InlineData("Jag är så glad att du kom hit idag", "Swedish")]
    [InlineData("Je suis très heureux de te voir", "French")]
    [InlineData("C'est pas vrai, j'ai tellement peur", "French")]
    [InlineData("Estoy muy feliz de verte, gracias", "Spanish")]
    [InlineData("No sé qué hacer con mi vida", "Spanish")]
    [InlineData("Eu não acredito que você fez isso comigo", "Portuguese")]
    [InlineData("Non ci posso credere, sono così felice", "Italian")]
    [InlineData("Nie wiem, co się stało, ale jestem bardzo zła", "Polish")]
    [InlineData("Dnes je mi opravdu smutno a nevím proč", "Czech")]
    [InlineData("Nagyon boldog vagyok, hogy itt vagy", "Hungarian")]
    [InlineData("Olen todella iloinen, että tulit tänään", "Finnish")]
    [InlineData("Bugün çok mutluyum ama yarın ne olacak", "Turkish")]
    [InlineData("Saya sangat senang bisa bertemu dengan kamu", "Indonesian")]
    [InlineData("Tôi rất vui vì bạn đã đến đây hôm nay", "Vietnamese")]
    [InlineData("Sunt foarte fericit că ești aici cu noi", "Romanian")]
    [InlineData("Masaya ako dahil nandito ka na ngayon", "Filipino")]
    [InlineData("Asante sana kwa msaada wako, nina furaha", "Swahili")]
    [InlineData("danke", "German")]
    [InlineData("Muchas gracias", "Spanish")]
    [InlineData("Я очень рад тебя видеть", "Cyrillic")]
    [InlineData("Είμαι πολύ χαρούμενος σήμερα", "Greek")]
    [InlineData("أنا سعيد جدا اليوم", "Arabic")]
    [InlineData("אני מאוד שמח היום", "Hebrew")]
    [InlineData("मैं आज बहुत खुश हूँ", "Devanagari")]
    [InlineData("আমি আজ খুব খুশি", "Bengali")]
    [InlineData("நான் மிகவும் மகிழ்ச்சியாக இருக்கிறேன்", "Tamil")]
    [InlineData("ฉันมีความสุขมากวันนี้", "Thai")]
    [InlineData("今天我非常高兴", "Chinese")]
    [InlineData("今日はとても嬉しいです", "Japanese")]
    [InlineData("오늘 정말 행복해요", "Korean")]
    [InlineData("დღეს ძალიან ბედნიერი ვარ", "Georgian")]
    [InlineData("Ես այսօր շատ ուրախ եմ", "Armenian")]
    [InlineData("ዛሬ በጣም ደስ ብሎኛል", "Ethiopic")]
    [InlineData("😂😂 это так смешно 😂😂", "Cyrillic")]
    [InlineData("Hau ab, du Idiot!", "German")]
    [InlineData("Sono arrabbiato con mia sorella.", "Italian")]
    [InlineData("Jag hatar dig", "Swedish")]
    [InlineData("Strašně se bojím tmy.", "English only")]
    [InlineData("Mujhe bahut dar lag raha hai yaar", "English only")]
    [InlineData("Watashi wa totemo kanashii desu", "English only")]
    [InlineData("Aš labai tave myliu.", "English only")]
    [InlineData("ᎣᏏᏲ ᎣᎩᎾᎵᎢ", "English only")]
    [InlineData("Ma olen täna väga kurb ja väsinud", "English only")]
    [InlineData("Oso pozik nago gaur zurekin egoteaz", "English only")]
    public void Classify_AnotherLanguage_IsNamedAndNotGuessed(string text, string expected)
    {
        var verdict = Model.Classifier.Classify(text);

        Assert.Null(verdict.Decision);
        Assert.Contains(expected, verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("reads English only", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("haha")]
    [InlineData("hahahahahaha")]
    [InlineData("lol")]
    [InlineData("😂")]
    [InlineData(":)")]
    [InlineData("Björn and Zoë")]
    [InlineData("Tag?")]
    [InlineData("Mina, Elle")]
    [InlineData("no")]
    [InlineData("die")]
    [InlineData("Oh la la")]
    [InlineData("Hmm, brunch?")]
    [InlineData("Peel the avocado...")]
    [InlineData("wtf m8")]
    [InlineData("I had a déjà vu at the café")]
    [InlineData("She said 'gracias' and left")]
    [InlineData("My German friend says Schadenfreude a lot")]
    [InlineData("привет means hello in Russian, and I love it")]
    [InlineData("SOOOOO HAPPYYYY")]
    [InlineData("u r so kewl thx")]
    [InlineData("a1 o3.5 b-2 e7 GO TEAM")]
    public void Classify_ShortNamedOrMixedEnglish_IsRead(string text)
    {
        var verdict = Model.Classifier.Classify(text);

        Assert.Null(verdict.Reason);
        Assert.NotNull(verdict.Decision);
    }

    [Theory]
    [InlineData("Te iubesc", "none of its words")]
    [InlineData("Te iubesc 2", "none of its words")]
    [InlineData("Te amo", "none of its words")]
    [InlineData("yeet", "none of its words")]
    [InlineData("Ben!", "none of its words")]
    [InlineData("Ho paura", "none of its words")]
    [InlineData("Ljubim te", "none of its words")]
    [InlineData("Szeretlek", "none of its words")]
    [InlineData("Ninakupenda", "none of its words")]
    [InlineData("Miluji tě", "none of its words")]
    [InlineData("Pelkään pimeää", "none of its words")]
    [InlineData("Nguyen!", "none of its words")]
    [InlineData("🚗🏠", "none of its pictures")]
    [InlineData("?!?!", "no words")]
    [InlineData("⠊⠀⠁⠍⠀⠓⠁⠏⠏⠽", "no words")]
    public void Classify_NothingThatIsKnown_IsNotGuessed(string text, string expected)
    {
        var verdict = Model.Classifier.Classify(text);

        Assert.Null(verdict.Decision);
        Assert.Contains(expected, verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I\u0337 \u0334a\u0335m\u0336 \u0337s\u0338o\u0336 \u0335s\u0337a\u0335d\u0336", "sadness")]
    [InlineData("I a\u200bm ha\u200bppy", "joy")]
    [InlineData("I am sca\u00adred", "fear")]
    public void Classify_SignsThatAreNotSpelling_AreLookedThrough(string text, string label)
    {
        Assert.Equal(label, Model.Decide(text).Probabilities.MaxBy(p => p.Value).Key);
    }

    [Theory]
    [InlineData("I am so happy! ", 66667, "joy")]
    [InlineData("😡", 500000, "anger")]
    public void Classify_AMegabyte_ReadsItsBeginning(string piece, int times, string label)
    {
        Assert.Equal(label, Model.Decide(string.Concat(Enumerable.Repeat(piece, times))).Probabilities.MaxBy(p => p.Value).Key);
    }

    [Fact]
    public void Classify_AMegabyteOfOneLetter_IsNotGuessed() => Assert.Null(Model.Classifier.Classify(new string('ü', 1_000_000)).Decision);

    [Theory]
    [InlineData("Hello")]
    [InlineData("Привет")]
    [InlineData("")]
    public void Main_AnyText_GivesAShareBetweenZeroAndOne(string text)
    {
        var (name, share) = Scripts.Main(text);

        Assert.InRange(share, 0, 1);
        Assert.Equal(text == "Привет" ? "Cyrillic" : "Latin", name);
    }
}
