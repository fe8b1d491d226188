import pytest

from service.answer import Turn
from service.languages import available, pack
from service.understanding import answer_types, understand


def facets(question: str, language: str = "en") -> list[str]:
    return [facet.query for facet in understand(question, (), language).facets]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who chaired the meeting?", "lookup"),
        ("Which countries abstained?", "list"),
        ("In which old harbours were the barges kept?", "list"),
        ("Which member has had a barge stolen?", "lookup"),
        ("What do employers get in each of the three versions?", "list"),
        ("Did Norway sign the treaty?", "yes_no"),
        ("How has the tariff changed since March?", "change"),
        ("Who won the tender? Do the sources agree?", "conflict"),
        ("What does the report say about fishing quotas?", "about"),
        ("How do the bill and the amendment differ on fines?", "comparison"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert understand(question, (), "en").kind == kind


@pytest.mark.parametrize(
    ("language", "question", "types"),
    [
        ("en", "Who signed it, and when?", {"person", "date"}),
        ("en", "How long did the strike last?", {"duration"}),
        ("en", "How many ships were lost?", {"number"}),
        ("en", "What percentage of voters agreed?", {"number"}),
        ("en", "Where was the treaty signed?", {"place"}),
        ("en", "Why did the mine close?", {"reason"}),
        ("en", "What were removed when the list was cut?", set()),
        ("de", "Wann und wo trafen sie sich?", {"date", "place"}),
        ("de", "Wie viele Schiffe sanken?", {"number"}),
        ("fr", "Qui a signé le traité ?", {"person"}),
        ("pl", "Ile statków zatonęło?", {"number"}),
        ("uk", "Хто підписав договір?", {"person"}),
    ],
)
def test_the_type_of_the_answer(language: str, question: str, types: set[str]) -> None:
    assert answer_types(question, pack(language)) == types


@pytest.mark.parametrize(
    ("question", "sides", "topic"),
    [
        (
            "How do the draft, the Nordic text and the final act differ on quotas?",
            ["draft", "Nordic text", "final act"],
            "quotas",
        ),
        ("On fines, what separates the bill from the amendment?", ["bill", "amendment"], "fines"),
        ("Compare the 2019 law and the 2024 law on storage limits.", ["2019 law", "2024 law"], "storage limits"),
        ("How did Lee’s and Okoro’s views of the merger differ?", ["Lee", "Okoro"], "the merger"),
        ("Which states pay in the old scheme and in the new scheme?", ["old scheme", "new scheme"], "Which states pay"),
        ("Did Chile and Peru take the same approach to lithium?", ["Chile", "Peru"], "lithium"),
    ],
)
def test_a_comparison_searches_each_side(question: str, sides: list[str], topic: str) -> None:
    understood = understand(question, (), "en")
    assert [facet.about for facet in understood.facets] == sides
    assert all(topic in facet.query for facet in understood.facets)


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("Which came first, the Oslo round or the Lima summit, and by how much?", ["Oslo round", "Lima summit"]),
        ("How many days passed between the leak and the vote in Lima?", ["leak", "vote in Lima"]),
    ],
)
def test_two_events_are_each_asked_for_their_day(question: str, events: list[str]) -> None:
    understood = understand(question, (), "en")
    assert [facet.about for facet in understood.facets] == events
    assert all(facet.types == {"date"} for facet in understood.facets)


def test_german_sides() -> None:
    understood = understand("Worin unterscheiden sich der Entwurf und der Beschluss bei den Quoten?", (), "de")
    assert [facet.about for facet in understood.facets] == ["Entwurf", "Beschluss"]


def test_two_questions_in_one_are_two_facets_and_the_second_keeps_the_subject() -> None:
    first, second = facets("When did the minister resign, and what talks followed?")
    assert first == "When did the minister resign"
    assert "minister" in second
    assert "talks" in second


@pytest.mark.parametrize(
    ("question", "queries"),
    [
        (
            "Compare Arvel's share in the first draft, in the counter-draft and in the May version.",
            [f"Arvel's share in the {side}" for side in ("first draft", "counter-draft", "May version")],
        ),
        (
            "What is the difference between the June and the September texts on fishing?",
            ["What does the June texts say about fishing?", "What does the September texts say about fishing?"],
        ),
        (
            "What did Arden, Corvin and Hessin say about the fleet?",
            [f"What does {side} say about the fleet?" for side in ("Arden", "Corvin", "Hessin")],
        ),
        (
            "Who spoke for Arvel in the first round and who in the third?",
            ["Who spoke for Arvel in the first round", "Who spoke for Arvel in the third round?"],
        ),
        (
            "How does the May wording on nets differ from point 8 of the June draft?",
            ["What does the May wording say about nets?", "What does point 8 of the June draft say about nets?"],
        ),
    ],
)
def test_what_the_parts_of_a_question_share_is_asked_of_each(question: str, queries: list[str]) -> None:
    assert [facet.query for facet in understand(question, (), "en").facets] == queries


@pytest.mark.parametrize(
    "question",
    [
        "Who handed over the plan, and when?",
        "When and where did the rounds take place?",
        "Which clause names a bank and a fund?",
    ],
)
def test_a_bare_question_word_is_no_question_of_its_own(question: str) -> None:
    assert len(facets(question)) == 1


@pytest.mark.parametrize(
    "question", ["Did Poland sign it too?", "And France?", "When was that?", "What about the assets?"]
)
def test_a_follow_up_is_searched_with_the_question_before(question: str) -> None:
    history = (Turn("user", "Who adopted the statement of the lakes?"), Turn("assistant", "Five states."))
    understood = understand(question, history, "en")
    assert understood.standalone != question
    assert "statement of the lakes" in understood.standalone
    assert all("statement of the lakes" in facet.query for facet in understood.facets)


@pytest.mark.parametrize(
    ("exchange", "question", "standalone"),
    [
        (
            ("Who chairs the river committee?", "Olena Marchuk."),
            "What did she think of the dam?",
            "What did Olena Marchuk think of the dam?",
        ),
        (
            ("Did Merz expect an end by Thursday?", "He doubted it."),
            "What was his first proposal?",
            "What was Merz’s first proposal?",
        ),
        (
            ("What share has Arvel in the May draft?", "A third."),
            "And in the June draft?",
            "What share has Arvel in the June draft?",
        ),
    ],
)
def test_a_follow_up_is_put_into_words_of_its_own(exchange: tuple[str, str], question: str, standalone: str) -> None:
    history = (Turn("user", exchange[0]), Turn("assistant", exchange[1]))
    assert understand(question, history, "en").standalone == standalone


def test_a_pronoun_that_may_mean_two_people_is_left() -> None:
    history = (Turn("user", "What did Merz and Starmer discuss?"), Turn("assistant", "The fleet."))
    understood = understand("What did he propose to the council?", history, "en")
    assert understood.standalone.startswith("What did he propose")
    assert "Merz and Starmer" in understood.facets[0].query


def test_a_question_that_names_its_subject_ignores_the_history() -> None:
    history = (Turn("user", "Who adopted the statement of the lakes?"),)
    question = "How many ships did the Chilean navy lose near Iquique in 1879?"
    assert understand(question, history, "en").standalone == question


@pytest.mark.parametrize("language", [*available(), "xx"])
def test_every_language_has_all_its_texts(language: str) -> None:
    words, english = pack(language), pack("en")
    assert words.wording.keys() == english.wording.keys()
    assert words.kinds.keys() == english.kinds.keys()
    assert words.asks.keys() == english.asks.keys()
    assert words.marks.keys() == english.marks.keys()
    assert words.leans.keys() == english.leans.keys()


@pytest.mark.parametrize(
    ("language", "question", "queries"),
    [
        (
            "en",
            "At what age would miners retire under the bill, under the guild's paper and as reported by the committee?",
            [
                "At what age would miners retire under the bill?",
                "At what age would miners retire under the guild's paper?",
                "At what age would miners retire as reported by the committee?",
            ],
        ),
        (
            "en",
            "What happens to the barges in the leaked plan as opposed to the allied one?",
            ["What happens to the barges in the leaked plan?", "What happens to the barges in the allied plan?"],
        ),
        (
            "en",
            "How does the winter draft treat the ban on nets, in contrast to the first paper?",
            ["How does the winter draft treat the ban on nets?", "How does the first paper treat the ban on nets?"],
        ),
        (
            "en",
            "What rate do the crown, the guilds and the committee respectively envisage?",
            [f"What rate do the {side} envisage?" for side in ("crown", "guilds", "committee")],
        ),
        (
            "en",
            "What ceilings on ships do the March leak and the Altmark reply set?",
            ["What ceilings on ships do the March leak set?", "What ceilings on ships do the Altmark reply set?"],
        ),
        (
            "de",
            "Wie viele Schiffe dürfen laut dem Entwurf und laut dem Gegenentwurf fahren?",
            ["Wie viele Schiffe dürfen laut dem Entwurf?", "Wie viele Schiffe dürfen laut dem Gegenentwurf fahren?"],
        ),
        (
            "uk",
            "Як оподатковуватимуть пенсії за проєктом уряду і за пропозицією профспілок?",
            [f"Як оподатковуватимуть пенсії за {side}?" for side in ("проєктом уряду", "пропозицією профспілок")],
        ),
    ],
)
def test_sides_named_one_beside_the_other_are_each_asked_for(language: str, question: str, queries: list[str]) -> None:
    understood = understand(question, (), language)
    assert understood.kind == "comparison"
    assert [facet.query for facet in understood.facets] == queries


@pytest.mark.parametrize(
    "question",
    [
        "What did the presidents of Arvel and Hessin promise each other in Lima?",
        "Where did the envoys of Arvel and Hessin meet?",
        "In which clinic lay the man who fell in March, and for about how long?",
        "How did the tone of the envoy change from 21 to 23 May?",
    ],
)
def test_two_that_are_named_together_are_no_sides(question: str) -> None:
    assert understand(question, (), "en").kind != "comparison"
