from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block
from ingest.cleaner import clean, without_prompts
from ingest.readers import text

ARTICLE = Path(__file__).parent / "fixtures" / "article.txt"

BEFORE = Block("The delegations met in Geneva on Sunday, and they parted without a joint text.")
AFTER = Block("A second round was announced for the following week, again in Switzerland.")

FURNITURE = [
    # strings of key words and prompts to read elsewhere
    "Find out more about European allied dissent US Ukraine peace proposal.",
    "Learn more about frozen Russian assets explained",
    "Discover more about NATO membership Ukraine 2025 guide.",
    "Read more about the Geneva talks.",
    "Click here to read the full story.",
    "Erfahren Sie mehr über den Friedensplan für die Ukraine.",
    "Mehr erfahren",
    "En savoir plus sur les négociations de Genève.",
    "Lire la suite",
    "Dowiedz się więcej o planie pokojowym dla Ukrainy.",
    "Дізнайтеся більше про мирний план для України.",
    "Узнайте больше о мирном плане.",
    # subscriptions, sharing, paying
    "Subscribe to our free newsletter and never miss a story.",
    "Sign up for our daily briefing.",
    "Follow us on Telegram and X.",
    "Share this article on Facebook",
    "Share: Email · X · LinkedIn",
    "Please consider supporting our journalism.",
    "Download our free app.",
    "Stay tuned for more updates on this story.",
    "Get the latest news delivered to your inbox.",
    "Abonnieren Sie jetzt unseren Newsletter.",
    "Folgen Sie uns auf Facebook!",
    "Diesen Artikel teilen",
    "Abonnez-vous à notre newsletter quotidienne.",
    "Partagez cet article avec vos amis.",
    "Partager : courriel · Facebook · WhatsApp",
    "Zapisz się na nasz newsletter.",
    "Obserwuj nas na Twitterze.",
    "Підписуйтесь на наш телеграм-канал!",
    "Поділитися у Facebook",
    "Подписывайтесь на наш канал в Telegram.",
    # cookies
    "We use cookies to improve your experience.",
    "By continuing to browse this site you agree to our use of cookies.",
    "Accept all cookies",
    "Diese Website verwendet Cookies.",
    "Nous utilisons des cookies pour améliorer votre expérience.",
    "Ta strona używa plików cookie.",
    "Цей сайт використовує файли cookie.",
    # comments
    "Share your thoughts below—we need clear-eyed analysis now more than ever.",
    "What do you think? Let us know in the comments.",
    "Leave a comment below.",
    "Join the discussion",
    "12 comments",
    "Was denken Sie? Schreiben Sie uns Ihre Meinung in die Kommentare!",
    "Partagez votre avis dans les commentaires.",
    "Podziel się swoją opinią w komentarzu!",
    "Поділіться своєю думкою в коментарях.",
    # closing appeals
    "Continue reading our ongoing coverage of Ukraine geopolitics analysis.",
    "For reference on the allied response, you can review statements from the G20 summit.",
    "For more information on the talks, please visit our website.",
    "Read our full coverage of the summit.",
    "Lesen Sie auch unsere Berichterstattung über die Genfer Gespräche.",
    "Читайте наші матеріали про переговори.",
    # related links
    "Read also: Five questions about the frozen assets",
    "Lesen Sie auch: Was in Genf beschlossen wurde",
    "Lire aussi : Ce que contient le plan",
    "Czytaj także: Co zawiera plan pokojowy",
    "Читайте також: Що містить мирний план",
    # tags, copyright, navigation
    "Tags: Ukraine, NATO, Geneva talks",
    "#Ukraine #NATO #Geneva",
    "© 2025 Example News. All rights reserved.",
    "Copyright 2025 Washington Watch",
    "Alle Rechte vorbehalten.",
    "Wszelkie prawa zastrzeżone",
    "Skip to main content",
    "Back to top",
    "Home > World > Europe",
    "Advertisement",
]

CONTENT = [
    "The minister urged citizens to share their thoughts with parliament.",
    "Subscribe to the treaty means accepting all of its annexes, the lawyers wrote.",
    "“Find out more about the fire,” the committee was told.",
    "“We are not done. Find out more about the fire and come back,” the chairman added.",
    "Find out more about the fire, the committee was told.",
    "Learn more about what was agreed and you will see why Kyiv hesitates, said Merz.",
    "Discover who signed, and the rest will follow.",
    "Read more of Kissinger, and less of the polls.",
    "Sign up to the plan by Thursday, Trump told Zelensky.",
    "Subscribe to this view, and every border in Europe is open.",
    "Follow us into the talks, the Americans told the Europeans.",
    "Follow us on this road, Macron said, and Europe will be free.",
    "Share the burden with the Europeans, the senator demanded.",
    "Share this article of the treaty with nobody, the envoy wrote.",
    "Share the report with parliament before Friday.",
    "The newsletter of the ministry was sent to all embassies.",
    "Support our troops, the president said.",
    "Become a member of NATO is what Kyiv wanted in 2008.",
    "Stay informed consent was the only ground on which the court relied.",
    "The regulator fined the company because it used cookies without consent.",
    "By continuing the war Russia loses more than it can win.",
    "We use cookies as bait, the ranger said.",
    "Accept all conditions or leave, they were told.",
    "Leave a comment to the Kremlin, the spokesman said, and expect a denial.",
    "Join the discussion on frozen assets, Costa urged the leaders.",
    "Comments by Peskov were carried by all agencies.",
    "What do you think of the plan as it stands today?",
    "Will the US accept amendments, or will the current pressure tactics lead to a calamitous breakdown?",
    "Have your say in Geneva or accept what others decide, Kallas warned the capitals.",
    "For more than a decade, read any communiqué and you find the same words.",
    "For further details, see Annex II.",
    "For reference on troop levels you can refer to Table 3.",
    "For background, see the Axios report of 20 November.",
    "Continue reading the clause and the contradiction appears.",
    "Read the annex with care.",
    "Read also in Moscow, the letter caused a stir.",
    "Related to this is the question of the frozen assets.",
    "Related: the assets remain frozen until Russia has paid for the damage that it caused in the war.",
    "Tags on the equipment showed where it had been made.",
    "Topics: sanctions, elections and amnesty were not discussed.",
    "Copyright law protects the text of the plan no more than any other.",
    "All rights reserved by the treaty to Ukraine remain in force.",
    "Home rule for Donetsk was rejected.",
    "The advertisement appeared in three newspapers.",
    "Teilen Sie die Last, forderte der Kanzler.",
    "Mehr zum Thema sagte der Minister nicht.",
    "Was denken Sie über Point 7, Herr Minister?",
    "Partager le fardeau reste l’objectif de Paris.",
    "En savoir plus sur les intentions de Moscou, tel était le but, a déclaré le ministre.",
    "Pour en savoir plus, les enquêteurs ont saisi trois ordinateurs.",
    "Czytaj także między wierszami, powiedział Sikorski.",
    "Podziel się władzą albo odejdź, usłyszał prezydent.",
    "Поділіться тягарем, закликав канцлер.",
    "Підписуйтесь під цим планом, сказав посол, і війна скінчиться.",
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_is_removed_where_it_stands_alone(furniture: str) -> None:
    assert clean([BEFORE, Block(furniture), AFTER]) == [BEFORE, AFTER]


@pytest.mark.parametrize("content", CONTENT)
def test_content_that_looks_alike_stays(content: str) -> None:
    blocks = [BEFORE, Block(content), AFTER]
    assert clean(blocks) == blocks


@pytest.mark.parametrize("content", CONTENT)
def test_content_stays_within_a_paragraph(content: str) -> None:
    blocks = [Block(f"{BEFORE.text} {content} {AFTER.text}")]
    assert clean(blocks) == blocks


def test_a_prompt_goes_from_the_end_the_middle_and_the_beginning_of_a_paragraph() -> None:
    prompt = "Find out more about Geneva talks Thanksgiving deadline tips."
    for text_ in (f"{BEFORE.text} {prompt}", f"{prompt} {BEFORE.text}"):
        assert clean([Block(text_)]) == [BEFORE]
    assert clean([Block(f"{BEFORE.text} {prompt} {AFTER.text}")]) == [Block(f"{BEFORE.text} {AFTER.text}")]


def test_the_full_stop_with_which_a_prompt_was_glued_on_goes_with_it() -> None:
    glued = "It became more flexible.. Find out more about peace proposal guide."
    assert without_prompts(glued) == "It became more flexible."
    assert without_prompts("He hesitated... Find out more about peace proposal guide.") == "He hesitated..."


def test_a_heading_loses_the_full_stop_that_came_with_the_prompt() -> None:
    heading = Block("The Agenda for High-Level Meetings. Find out more about peace proposal tips.", "heading", 2)
    assert clean([heading, BEFORE])[0] == Block("The Agenda for High-Level Meetings", "heading", 2)


def test_a_question_to_the_reader_goes_with_the_solicitation_after_it() -> None:
    asked = "What part of this do you find most alarming? Share your thoughts below."
    assert clean([BEFORE, Block(asked)]) == [BEFORE]


def test_a_question_to_the_reader_goes_at_the_end_and_stays_in_an_interview() -> None:
    question = Block("What do you think?")
    assert clean([BEFORE, question]) == [BEFORE]
    assert clean([BEFORE, question, AFTER]) == [BEFORE, question, AFTER]


def test_a_box_of_related_links_goes_with_its_label() -> None:
    links = [Block("Our best analysis of the week", "item"), Block("All explainers in one place", "item")]
    for label in (
        Block("Read also", "heading", 3),
        Block("Related articles:"),
        Block("Das könnte Sie auch interessieren"),
    ):
        assert clean([BEFORE, label, *links, AFTER]) == [BEFORE, AFTER]


def test_a_list_under_a_related_label_stays_if_it_has_sentences() -> None:
    items = [Block("The army is capped at 600,000 soldiers, and the cap holds in war and peace.", "item")]
    assert clean([BEFORE, Block("Read also"), *items, AFTER]) == [BEFORE, *items, AFTER]


def test_an_author_box_goes_at_the_end_only() -> None:
    box = [Block("About the author", "heading", 3), Block("The desk has covered summits since 1994.")]
    assert clean([BEFORE, *box, Block("© 2025 Example")]) == [BEFORE]
    assert clean([*box, Block("Findings", "heading", 3), BEFORE]) == [*box, Block("Findings", "heading", 3), BEFORE]


def test_rows_are_never_touched() -> None:
    row = Block("Tags: a, b", "row")
    assert clean([BEFORE, row]) == [BEFORE, row]


def test_a_document_about_nothing_but_furniture_is_left_alone() -> None:
    blocks = [Block("We use cookies to improve your experience."), Block("Accept all cookies")]
    assert clean(blocks) == blocks


def test_a_page_break_in_a_removed_sentence_is_kept() -> None:
    cut = f"{BEFORE.text} Find out more about the\fGeneva talks. {AFTER.text}"
    assert without_prompts(cut).count("\f") == 1


def test_the_article_keeps_every_sentence_and_loses_every_prompt() -> None:
    cleaned = clean(text.read(ARTICLE.read_bytes(), "article.txt").blocks)
    kept = "\n".join(block.text for block in cleaned)
    prompts = ("Find out more", "Share your thoughts", "What part of this", "Continue reading", "For reference on")
    assert not any(prompt in kept for prompt in prompts)
    assert ".." not in kept
    content = ARTICLE.read_text()
    for number, prompt in enumerate(["", " guide", " tips", " strategies", " overview"]):
        found = f". Find out more about European allied dissent US Ukraine peace proposal{prompt}."
        assert content.count(found) == 1, number
        content = content.replace(found, "")
    content = content[: content.index("What part of this")]
    assert kept.split() == content.split()
    assert kept.endswith("breakdown of the anti-aggression coalition?")
    assert [block.text for block in cleaned if block.role == "heading"] == [
        "Diplomacy Under Duress: The Geneva Consultations",
        "The Agenda for High-Level Security Meetings",
        "Efforts to Transform a Contentious Draft",
        "Implications for the Long-Term European Security Order",
        "The Precedent Set by US-Mediated Territorial Settlement",
        "The Future Trajectory of US-European Coordination",
        "Actionable Takeaways and Final Thoughts",
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*FURNITURE, *CONTENT]) | st.text(min_size=1), min_size=1))
def test_cleaning_only_removes_and_is_done_once(texts: list[str]) -> None:
    cleaned = clean([Block(text) for text in texts])
    assert cleaned
    words = iter(" ".join(texts).split())
    for word in " ".join(block.text for block in cleaned).split():
        assert any(word in (other, other.removesuffix(".")) for other in words)
