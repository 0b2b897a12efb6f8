"""Words of the languages that the teacher speaks, and made-up ones like them: unlimited text without a corpus."""
WORDS = {
    "en": "the quick brown fox jumps over lazy dog she sells sea shells shore church bells judge measure pleasure thirty thieves thought thrilled throne boys enjoy cows hide away go home here there poor tour fire hour button bottle little singing think huge morning water mother father people because question answer window village garden river beautiful problem music school friend never always maybe happy very small bring weather world year would could whole five above",
    "de": "der schnelle braune Fuchs springt über den faulen Hund möchte zwölf schöne Bücher Äpfel und Öl kaufen Pferde Pfeffer Zucker Dschungel hören heute laufen zwei Bäume Nacht Licht singen Morgen Wasser Mutter Vater Leute weil Frage Antwort Fenster Dorf Garten Fluss schön Problem Musik Schule Freund niemals immer vielleicht glücklich klein bringen Wetter Welt Jahr würde könnte fünf oben zwischen Geschichte wichtig",
    "fr": "le vif renard brun saute dessus chien paresseux un bon vin blanc parfum huit nuits oui feuille montagne gagner jeune peu peur tout tu été être garçon chat rouge monsieur yeux matin eau mère père gens parce question réponse fenêtre village jardin rivière beau problème musique école ami jamais toujours peut heureux petit apporter temps monde année voudrais pourrait cinq vivre chanson enfant longtemps",
    "es": "el veloz murciélago comía feliz y kiwi la cigüeña tocaba saxofón detrás del palenque paja perro pero llave yo chico jamón gente zapato cielo deuda baile aire guerra niño agua bomba dedo mismo mañana madre padre porque pregunta respuesta ventana pueblo jardín río hermoso problema música escuela amigo nunca siempre quizás feliz pequeño traer tiempo mundo año podría cinco vivir canción",
    "it": "pranzo acqua fa volti gli gnocchi la famiglia lo zaino pizza ciao giorno scienza pesce chiave ghiaccio uomo quattro notte bello rosso azzurro città perché sbaglio anche mattina madre padre gente domanda risposta finestra paese giardino fiume problema musica scuola amico mai sempre forse felice piccolo portare tempo mondo anno vorrei potrebbe cinque vivere canzone",
    "pl": "pchnąć tę łódź jeża lub ośm skrzyń fig chrząszcz brzmi trzcinie źdźbło dziś dżem dzwon cień ćma ryba mąż ręka węgiel kiedy rzeka rano woda matka ojciec ludzie pytanie odpowiedź okno wieś ogród piękny problem muzyka szkoła przyjaciel nigdy zawsze może szczęśliwy mały przynieść pogoda świat rok pięć żyć piosenka",
    "pt": "rápida raposa castanha salta sobre cão preguiçoso coração mãe põe muito bem sim um tempo filho vinho chuva carro caro gente tia dia noite leite pai céu rio voltar manhã água porque pergunta resposta janela aldeia jardim belo problema música escola amigo nunca sempre talvez feliz pequeno trazer mundo ano poderia cinco viver canção",
    "tr": "pijamalı hasta yağız şoföre çabucak güvendi öğretmen ılık göz dağ kâğıt kar kürk jandarma cam çocuk rüya yıl ev hava eğlence sabah su anne baba insanlar çünkü soru cevap pencere köy bahçe nehir güzel sorun müzik okul arkadaş asla her zaman belki mutlu küçük getirmek dünya beş yaşamak şarkı",
}


def sentence(language, random):
    """Six to fourteen words; a fifth of them made up, some numbers, a comma now and then."""
    words = WORDS[language].split()
    out = []
    for _ in range(random.randint(6, 14)):
        kind = random.random()
        word = str(random.randint(0, 999)) if kind < 0.05 else made_up(words, random) if kind < 0.25 else random.choice(words)
        out.append(word + ("," if random.random() < 0.1 else ""))
    return " ".join(out).rstrip(",") + random.choice([".", ".", "?", "!"])


def made_up(words, random):
    first, second = random.choice(words), random.choice(words)
    return first[: max(2, len(first) // 2)] + second[len(second) // 2:]
