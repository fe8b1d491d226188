"""Short questions by language, with many names and few words of the language itself: hard to tell apart."""

QUESTIONS = {
    "en": """
        Who is Witkoff?
        How many points does the plan have?
        Is Finland a member of NATO?
        What did Macron say in Johannesburg?
        And in Berlin?
        Why Geneva?
        When was the G20 summit?
        Driscoll's role in Kyiv
        Did Rubio meet Yermak?
        Which articles mention Luanda?
        Ukraine's army: what size limit?
        Does Merz agree?
        frozen assets in Belgium
        Who signed the Johannesburg statement?
        Compare France and Germany on troops.
    """,
    "de": """
        Wer ist Witkoff?
        Wie viele Punkte hat der Plan?
        Ist Finnland Mitglied der NATO?
        Was sagte Macron in Johannesburg?
        Und in Berlin?
        Warum Genf?
        Wann war der G20-Gipfel?
        Driscolls Rolle in Kiew
        Traf Rubio Jermak?
        Welche Artikel erwähnen Luanda?
        Obergrenze für die ukrainische Armee?
        Stimmt Merz zu?
        eingefrorene Vermögen in Belgien
        Wer unterzeichnete die Erklärung von Johannesburg?
        Vergleiche Frankreich und Deutschland bei Truppen.
    """,
    "fr": """
        Qui est Witkoff ?
        Combien de points compte le plan ?
        La Finlande est-elle membre de l'OTAN ?
        Qu'a dit Macron à Johannesbourg ?
        Et à Berlin ?
        Pourquoi Genève ?
        Quand a eu lieu le sommet du G20 ?
        Le rôle de Driscoll à Kiev
        Rubio a-t-il rencontré Iermak ?
        Quels articles mentionnent Luanda ?
        Quelle limite pour l'armée ukrainienne ?
        Merz est-il d'accord ?
        avoirs gelés en Belgique
        Qui a signé la déclaration de Johannesbourg ?
        Comparez la France et l'Allemagne sur les troupes.
    """,
    "pl": """
        Kim jest Witkoff?
        Ile punktów ma plan?
        Czy Finlandia należy do NATO?
        Co powiedział Macron w Johannesburgu?
        A w Berlinie?
        Dlaczego Genewa?
        Kiedy odbył się szczyt G20?
        Rola Driscolla w Kijowie
        Czy Rubio spotkał Jermaka?
        Które artykuły wspominają Luandę?
        Jaki limit armii ukraińskiej?
        Czy Merz się zgadza?
        zamrożone aktywa w Belgii
        Kto podpisał oświadczenie z Johannesburga?
        Porównaj Francję i Niemcy w sprawie wojsk.
    """,
    "uk": """
        Хто такий Віткофф?
        Скільки пунктів у плані?
        Чи входить Фінляндія до НАТО?
        Що сказав Макрон у Йоганнесбурзі?
        А в Берліні?
        Чому Женева?
        Коли був саміт G20?
        Роль Дрісколла в Києві
        Чи зустрічався Рубіо з Єрмаком?
        У яких статтях згадано Луанду?
        Яка межа для української армії?
        Мерц згоден?
        заморожені активи в Бельгії
        Хто підписав заяву в Йоганнесбурзі?
        Порівняй Францію та Німеччину щодо військ.
    """,
    "ru": """
        Кто такой Уиткофф?
        Сколько пунктов в плане?
        Входит ли Финляндия в НАТО?
        Что сказал Макрон в Йоханнесбурге?
        А в Берлине?
        Почему Женева?
        Когда был саммит G20?
        Роль Дрисколла в Киеве
        Встречался ли Рубио с Ермаком?
        В каких статьях упомянута Луанда?
        Какой предел для украинской армии?
        Мерц согласен?
        замороженные активы в Бельгии
        Кто подписал заявление в Йоханнесбурге?
        Сравни Францию и Германию по войскам.
    """,
    "es": """
        ¿Quién es Witkoff?
        ¿Cuántos puntos tiene el plan?
        ¿Es Finlandia miembro de la OTAN?
        ¿Qué dijo Macron en Johannesburgo?
        ¿Y en Berlín?
        ¿Por qué Ginebra?
        ¿Cuándo fue la cumbre del G20?
        El papel de Driscoll en Kiev
        ¿Se reunió Rubio con Yermak?
        ¿Qué artículos mencionan Luanda?
        ¿Qué límite para el ejército ucraniano?
        ¿Está Merz de acuerdo?
        activos congelados en Bélgica
        quien firmo la declaracion de Johannesburgo
        Compara Francia y Alemania sobre las tropas.
    """,
    "it": """
        Chi è Witkoff?
        Quanti punti ha il piano?
        La Finlandia è membro della NATO?
        Cosa ha detto Macron a Johannesburg?
        E a Berlino?
        Perché Ginevra?
        Quando si è tenuto il vertice del G20?
        Il ruolo di Driscoll a Kiev
        Rubio ha incontrato Yermak?
        Quali articoli citano Luanda?
        Quale limite per l'esercito ucraino?
        Merz è d'accordo?
        beni congelati in Belgio
        Chi ha firmato la dichiarazione di Johannesburg?
        Confronta Francia e Germania sulle truppe.
    """,
    "nl": """
        Wie is Witkoff?
        Hoeveel punten heeft het plan?
        Is Finland lid van de NAVO?
        Wat zei Macron in Johannesburg?
        En in Berlijn?
        Waarom Genève?
        Wanneer was de G20-top?
        De rol van Driscoll in Kiev
        Heeft Rubio Jermak ontmoet?
        Welke artikelen noemen Luanda?
        Welke limiet voor het Oekraïense leger?
        Is Merz het ermee eens?
        bevroren tegoeden in België
        Wie ondertekende de verklaring van Johannesburg?
        Vergelijk Frankrijk en Duitsland over troepen.
    """,
}


def pairs() -> list[tuple[str, str]]:
    """Every question with its language."""
    return [
        (question.strip(), language) for language, lines in QUESTIONS.items() for question in lines.strip().splitlines()
    ]
