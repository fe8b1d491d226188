"""What a model's answer becomes: statements, second chances, refusals, and the documents quoted instead."""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.library import Library
from service import extractive
from service.answering import Answered, Retrieved, Stated, Working
from service.disputes import Dispute
from service.evidence import Asked, Candidate
from service.generation.options import Options
from service.selection import Chosen, quotable
from tests.doubles import document
from tests.service.generation.dossiers import (
    CAP,
    COUNTER,
    DRAFT,
    QUESTION,
    SEAT,
    asking,
    dossier,
    numbered,
    texts,
)
from tests.service.generation.fake_server import Body, Handler, Turn, answer, hangs, repair, says, serving

FALSE = CAP.replace("600", "900")
BETTER = "The draft treaty caps yearly withdrawals from Lake Orro at 600 million cubic metres."


def citing(*statements: tuple[str, str], insufficient: bool = False) -> Turn:
    """Says statements, each with the sentence of the evidence that has some words."""

    def turn(handler: Handler, body: Body) -> None:
        user = body["messages"][-1]["content"]
        cited = [(text, [numbered(user, words)]) for text, words in statements]
        says(answer(*cited, insufficient=insufficient))(handler, body)

    return turn


def repairing(*statements: tuple[int, str, str]) -> Turn:
    def turn(handler: Handler, body: Body) -> None:
        user = body["messages"][-1]["content"]
        says(repair(*((number, text, [numbered(user, words)]) for number, text, words in statements)))(handler, body)

    return turn


def test_an_answer_is_written_from_the_evidence_and_tells_how_it_was_made(library: Library) -> None:
    options = Options(seconds=60, input_price=2.0, output_price=10.0)
    with serving(citing((f"{BETTER} [1]", "Clause 4"), (SEAT, "Clause 9"))) as server:
        events = list(asking(library, server.url, options).events())
    assert isinstance(events[0], Retrieved)
    given = events[-1].answer  # type: ignore[union-attr]
    assert (given.mode, given.model, given.status) == ("generative", "fake", "answered")
    assert given.text == f"{BETTER} [1] {SEAT} [2]"
    assert [citation.quote for citation in given.citations] == [CAP, SEAT]
    assert [event.statement for event in events if isinstance(event, Stated)] == list(given.statements)
    assert set(given.timings_ms) == {"retrieve", "answer", "verify", "total"}
    made = given.generation
    assert made is not None
    assert made.prompts == {"answer": "answer-1"}
    assert (made.calls, made.prompt_tokens, made.completion_tokens, made.estimated) == (1, 100, 20, False)
    assert made.cost == pytest.approx(100 * 2e-6 + 20 * 10e-6)
    assert made.first_statement_ms is not None
    assert 0 < made.first_statement_ms <= given.timings_ms["total"]
    assert len(made.settings_hash) == 12
    assert given.trace.passages == events[0].passages


def test_a_statement_leaves_before_the_next_one_is_written(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        user = body["messages"][-1]["content"]
        whole = answer((CAP, [numbered(user, "Clause 4")]), (SEAT, [numbered(user, "Clause 9")]))
        first, second = whole.split(', {"text"')
        handler.stream()
        handler.text(first)
        if not server.go_on.wait(5):  # type: ignore[attr-defined]
            return
        handler.text(', {"text"' + second)
        handler.finish()

    with serving(turn) as server:
        server.go_on = threading.Event()  # type: ignore[attr-defined]
        events = asking(library, server.url).events()
        assert isinstance(next(events), Retrieved)
        assert isinstance(next(one for one in events if not isinstance(one, Working)), Stated)
        server.go_on.set()  # type: ignore[attr-defined]
        assert texts(list(events)) == [SEAT]


def test_what_fails_gets_one_chance_and_the_model_is_told_why(library: Library) -> None:
    with serving(citing((SEAT, "Clause 9"), (FALSE, "Clause 4")), repairing((1, BETTER, "Clause 4"))) as server:
        given = asking(library, server.url).ask()
    assert [one.text for one in given.statements] == [SEAT, BETTER]
    assert given.trace.rejected == ()
    assert f"<text>{FALSE}</text>" in server.log.user()
    assert "900" in server.log.user().split("<why>")[1]
    assert SEAT not in server.log.user().split("<failed>")[1]
    assert given.generation is not None
    assert (given.generation.calls, given.generation.repaired) == (2, 1)
    assert given.generation.prompts == {"answer": "answer-1", "repair": "repair-1"}


@pytest.mark.parametrize(
    "second",
    [
        repairing((1, FALSE, "Clause 4")),
        repairing((7, BETTER, "Clause 4")),
        repairing((1, SEAT, "Clause 9")),
        says(repair()),
        says("no"),
        hangs,
    ],
)
def test_what_fails_again_is_dropped_and_listed(library: Library, second: Turn) -> None:
    options = Options(seconds=3, retries=0)
    with serving(citing((SEAT, "Clause 9"), (FALSE, "Clause 4")), second) as server:
        given = asking(library, server.url, options, silence_seconds=0.3).ask()
        assert len(server.log.requests) == 2
    assert [one.text for one in given.statements] == [SEAT]
    assert len(given.citations) == 1
    assert given.mode == "generative"
    assert len(given.trace.rejected) == 1
    assert given.trace.rejected[0].why


def test_when_nothing_is_left_the_documents_are_quoted(library: Library) -> None:
    with serving(citing((FALSE, "Clause 4")), repairing((1, FALSE, "Clause 4"))) as server:
        events = list(asking(library, server.url).events())
    given = events[-1].answer  # type: ignore[union-attr]
    assert (given.mode, given.model, given.status) == ("extractive", "extractive", "answered")
    assert CAP in given.text
    assert "900" not in given.text
    assert [note.code for note in given.notes] == ["unverified"]
    assert [one.text for one in given.trace.rejected] == [FALSE]
    assert texts(events) == [one.text for one in given.statements]
    assert given.generation is not None
    assert given.generation.first_statement_ms is None


def test_a_model_that_runs_in_circles_is_not_asked_to_repair_each_round(library: Library) -> None:
    round = [(text, "Clause 4") for text in (CAP, FALSE, f"{CAP} [1]")]
    with serving(citing(*round * 5), says(repair())) as server:
        given = asking(library, server.url).ask(max_statements=4)
    assert server.log.user(1).count("<statement ") == 1
    assert [one.text for one in given.statements] == [CAP]
    assert [one.text for one in given.trace.rejected] == [FALSE]


def test_a_model_that_only_talks_nonsense_is_stopped(library: Library) -> None:
    many = [(CAP.replace("600", str(number)), "Clause 4") for number in range(700, 800)]
    with serving(citing(*many), says(repair())) as server:
        given = asking(library, server.url).ask()
    assert given.mode == "extractive"
    assert len(given.trace.rejected) == 24


@pytest.mark.parametrize("numbers", [[99], [0], [-1], [], [1, 99]])
def test_evidence_that_was_not_offered_supports_nothing(library: Library, numbers: list[int]) -> None:
    with serving(says(answer((CAP, numbers))), says(repair())) as server:
        given = asking(library, server.url).ask()
    assert given.mode == "extractive"
    assert [one.text for one in given.trace.rejected] == [CAP]


def test_an_answer_in_another_language_is_dropped(library: Library) -> None:
    german = (
        "Artikel 4 des Vertragsentwurfs begrenzt die jährlichen Entnahmen aus dem Orrosee auf 600 Millionen Kubikmeter."
    )
    with serving(citing((german, "Clause 4")), says(repair())) as server:
        given = asking(library, server.url).ask()
    assert given.mode == "extractive"
    assert "language" in given.trace.rejected[0].why


def test_a_refusal_of_the_model_is_told_in_our_words(library: Library) -> None:
    with serving(says(answer(insufficient=True))) as server:
        given = asking(library, server.url).ask("Who paid for the lunch in Tavira?")
        assert len(server.log.requests) == 1
    assert (given.mode, given.status) == ("generative", "insufficient_evidence")
    assert "do not answer" in given.text
    assert given.reason
    assert (given.statements, given.citations, given.conflicts, given.notes) == ((), (), (), ())
    assert given.generation is not None


def test_statements_count_more_than_a_refusal_beside_them(library: Library) -> None:
    with serving(citing((CAP, "Clause 4"), insufficient=True)) as server:
        assert asking(library, server.url).ask().text == f"{CAP} [1]"


def test_no_model_is_asked_where_nothing_is_found(library: Library) -> None:
    from index.filters import Filters

    with serving(says(answer())) as server:
        given = asking(library, server.url).ask(filters=Filters(publishers=("Nobody",)))
        assert server.log.requests == []
    assert (given.status, given.notes, given.generation) == ("insufficient_evidence", (), None)


def test_an_answer_in_the_language_of_question_and_evidence(tmp_path: Path) -> None:
    cap = "Artikel 4 des Entwurfs begrenzt die jährlichen Entnahmen aus dem Orrosee auf 600 Millionen Kubikmeter."
    german = document(f"{cap} Artikel 9 des Entwurfs legt das Sekretariat nach Tavira.", language="de")
    said = citing((cap.replace("600", "900"), "Artikel 4"), (cap, "Artikel 4"))
    question = "Auf wie viele Kubikmeter begrenzt Artikel 4 des Entwurfs die jährlichen Entnahmen aus dem Orrosee?"
    with dossier(tmp_path, german, COUNTER) as library, serving(said, says(repair())) as server:
        given = asking(library, server.url).ask(question)
    assert "language of the question (de)" in server.log.system(0)
    assert (given.mode, given.text) == ("generative", f"{cap} [1]")
    assert len(given.trace.rejected) == 1


def test_evidence_in_another_language_is_quoted_and_not_reworded(library: Library) -> None:
    german = "Auf wie viele Kubikmeter begrenzt der Vertragsentwurf die Entnahmen aus Lake Orro?"
    with serving(says(answer())) as server:
        given = asking(library, server.url).ask(german)
        assert server.log.requests == []
    assert given.mode == "extractive"
    assert [note.code for note in given.notes] == ["other_language"]


def test_a_refusal_of_a_model_that_has_not_seen_everything_does_not_count(tmp_path: Path) -> None:
    german = document("Clause 4, draft treaty, Lake Orro, yearly withdrawals: 600 Millionen Kubikmeter.", language="de")
    with dossier(tmp_path / "near", DRAFT, german) as library, serving(says(answer(insufficient=True))) as server:
        given = asking(library, server.url).ask()
    assert (given.mode, given.status) == ("extractive", "answered")
    assert [note.code for note in given.notes] == ["other_language"]
    far = document("Der Rat tagte am 4. Mai in Tavira und sprach über das Wetter und den Wein.", language="de")
    with dossier(tmp_path / "far", DRAFT, far) as library, serving(says(answer(insufficient=True))) as server:
        given = asking(library, server.url).ask()
    assert (given.mode, given.status, given.notes) == ("generative", "insufficient_evidence", ())


def test_sources_that_differ_are_shown_side_by_side_as_far_as_they_are_known(library: Library) -> None:
    counter = COUNTER.slice(COUNTER.passages[0].sentences[1])
    with serving(citing((CAP, "Clause 4"), (counter, "800 million"))) as server:
        given = asking(library, server.url).ask("What cap do the draft treaty and the counter-draft set for Lake Orro?")
    assert [citation.metadata.publisher for citation in given.citations] == ["Basin Review", "Lake Post"]


def test_conflicts_are_numbered_after_the_statements(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(question: Asked, ranked: Sequence[tuple[Candidate, float]], *_: object, **__: object) -> list[Dispute]:
        both = [next(one for one, _ in ranked if words in one.text) for words in ("600 million", "800 million")]
        sides = tuple(Chosen(one, 1.0, quotable(one)) for one in both)
        return [Dispute("the cap", sides, sides, asked=True)]

    monkeypatch.setattr(extractive, "disputes", found)
    with serving(citing((SEAT, "Clause 9"), (CAP, "Clause 4"))) as server:
        given = asking(library, server.url).ask()
    assert [one.citations for one in given.statements] == [(1,), (2,)]
    assert [claim.citations for claim in given.conflicts[0].claims] == [(2,), (3,)]
    assert [citation.metadata.publisher for citation in given.citations] == [
        "Basin Review",
        "Basin Review",
        "Lake Post",
    ]


def test_as_many_statements_as_allowed(library: Library) -> None:
    with serving(citing((CAP, "Clause 4"), (SEAT, "Clause 9"))) as server:
        assert len(asking(library, server.url).ask(max_statements=1).statements) == 1
        assert "At most 1 statements" in server.log.system()


def test_the_evidence_is_numbered_and_told_with_its_source(library: Library) -> None:
    with serving(citing((CAP, "Clause 4"))) as server:
        asking(library, server.url).ask()
    user = server.log.user()
    assert '<document title="The draft lake treaty" publisher="Basin Review" published="2024-05-04">' in user
    assert f'<sentence number="2">{CAP}</sentence>' in user
    assert user.index("Basin Review") < user.index("Lake Post")
    assert f"<question>{QUESTION}</question>" in user


def test_evidence_stays_within_its_tokens(tmp_path: Path) -> None:
    many = [document(f"Clause {n} of the draft treaty caps yearly withdrawals from Lake {n}. " * 3) for n in range(30)]
    options = Options(seconds=60, retries=0, evidence_tokens=400)
    with dossier(tmp_path, *many) as library, serving(says("")) as server:
        asking(library, server.url, options).ask()
    assert 0 < len(server.log.user()) < 400 * 4


@pytest.mark.parametrize("field", ["model", "temperature", "evidence_tokens"])
def test_the_hash_of_the_settings_tells_what_bears_on_answers(field: str) -> None:
    from service.generation.options import settings_hash

    first = settings_hash("a", Options())
    other = {"model": ("b", Options()), "temperature": ("a", Options(temperature=1))}
    assert first != settings_hash(*other.get(field, ("a", Options(evidence_tokens=1000))))
    assert first == settings_hash("a", Options(seconds=5, input_price=3.0))


def test_many_questions_at_once_get_their_own_answers(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        user = body["messages"][-1]["content"]
        text = SEAT if "secretariat in" in user.split("<question>")[1] else CAP
        citing((text, text[:8]))(handler, body)

    questions = [QUESTION, "Where does clause 9 of the draft treaty place the secretariat in Tavira?"] * 4
    with serving(turn) as server, ThreadPoolExecutor(8) as pool:
        given = list(pool.map(asking(library, server.url).ask, questions))
    assert [one.text for one in given] == [f"{CAP} [1]", f"{SEAT} [1]"] * 4


def test_a_whole_answer_is_the_end_of_the_events(library: Library) -> None:
    with serving(citing((CAP, "Clause 4"))) as server:
        asked = asking(library, server.url)
        last = list(asked.events())[-1]
        assert isinstance(last, Answered)
        assert json.dumps(asked.ask().text) == json.dumps(last.answer.text)
