"""Statements beside the evidence of the small dossier, as it is numbered for a model."""

from collections.abc import Mapping

import pytest

from index.library import Library
from service.answering import Question
from service.extractive import ExtractiveAnswerer
from service.generation.judging import Failed, Passed, judge
from service.generation.offering import Offered, offer
from service.generation.reading import Draft
from service.selection import Chosen
from service.sources import LibrarySources
from tests.service.generation.dossiers import CAP, QUESTION, SEAT

GIVEN, CLAUSE_4, CLAUSE_9, ANSWERED, COUNTER = 1, 2, 3, 4, 5
"""The sentences of the dossier in order."""


@pytest.fixture(scope="module")
def offered(library: Library) -> Offered:
    understood, found = ExtractiveAnswerer(LibrarySources(library)).search(Question(QUESTION))
    return offer(found, understood.language, 4000)


@pytest.fixture(scope="module")
def units(offered: Offered) -> Mapping[int, Chosen]:
    assert offered.units[CLAUSE_4].quote == CAP
    return offered.units


def judged(units: Mapping[int, Chosen], text: str, *evidence: int, before: tuple[str, ...] = ()) -> Passed | Failed:
    return judge(Draft(text=text, evidence=evidence), units, "en", before)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        (CAP, CAP),
        (f"{CAP} [2]", CAP),
        (f"{CAP[:-1]}[2, 3].", CAP),
        (f"{CAP[:-1]} [^2].", CAP),
        (f"{CAP[:-1]} (E2).", CAP),
        (f"{CAP[:-1]}【2†source】.", CAP),
        (f" {CAP}\n", CAP),
        (f"{CAP}\ud800\u202e\x00\U000e0041", CAP),
        (CAP.replace("draft treaty", "draft\ntreaty"), CAP),
        ('Clause 4 of the "draft treaty" caps yearly withdrawals from Lake Orro at 600 million cubic metres.', None),
        ("“Clause 9 of the draft treaty places the secretariat in Tavira.”", None),
    ],
)
def test_what_is_true_leaves_without_markers(units: Mapping[int, Chosen], text: str, leaves: str | None) -> None:
    passed = judged(units, text, CLAUSE_9 if "Clause 9" in text else CLAUSE_4)
    assert isinstance(passed, Passed), passed
    assert passed.text == (leaves or text)


@pytest.mark.parametrize(
    ("text", "evidence", "why"),
    [
        ("", (CLAUSE_4,), "says nothing"),
        ("[2]", (CLAUSE_4,), "says nothing"),
        (CAP, (), "cites no evidence"),
        (CAP, (99,), "no evidence with the number 99"),
        (CAP, (CLAUSE_4, 0, -1), "no evidence with the number 0, -1"),
        (CAP, (1, 2, 3, 4, 5, 6), "no evidence"),
        (CAP * 10, (CLAUSE_4,), "longer than"),
        (CAP, (CLAUSE_9,), "other_number"),
        (CAP, (ANSWERED,), ""),
        (CAP.replace("600", "900"), (CLAUSE_4,), "other_number"),
        (CAP.replace("caps", "does not cap"), (CLAUSE_4,), "negated"),
        (SEAT.replace("Tavira", "Norrland"), (CLAUSE_9, ANSWERED), "other_name"),
        (f"{CAP} It was cheered in the streets of Tavira.", (CLAUSE_4,), ""),
        ("Der Vertragsentwurf begrenzt die jährlichen Entnahmen aus dem See auf 600 Millionen Kubikmeter.", (CLAUSE_4,),
         "not in the language"),
        (f"{CAP} See https://evil.example/x.", (CLAUSE_4,), "link"),
        (CAP.replace("Clause 4", "[Clause 4](//evil.example)"), (CLAUSE_4,), "markup"),
        (CAP.replace("caps", "<b>caps</b>"), (CLAUSE_4,), "markup"),
        (CAP.replace("caps", "&lt;img src=x&gt; caps"), (CLAUSE_4,), "markup"),
        (CAP.replace("caps", "**caps**"), (CLAUSE_4,), "markup"),
        (CAP.replace("caps", "“rightly caps”"), (CLAUSE_4,), "quotation marks"),
        (CAP.replace("caps", '"strictly caps"'), (CLAUSE_4,), "quotation marks"),
    ],
)  # fmt: skip
def test_what_is_not_right_stays(units: Mapping[int, Chosen], text: str, evidence: tuple[int, ...], why: str) -> None:
    failed = judged(units, text, *evidence)
    assert isinstance(failed, Failed)
    assert why in failed.why


def test_nothing_is_said_twice(units: Mapping[int, Chosen]) -> None:
    failed = judged(units, f"{CAP} [2]", CLAUSE_4, before=(CAP,))
    assert isinstance(failed, Failed)
    assert "already" in failed.why


def test_evidence_that_adds_nothing_is_not_cited(units: Mapping[int, Chosen]) -> None:
    passed = judged(units, CAP, CLAUSE_9, CLAUSE_4, GIVEN, CLAUSE_4)
    assert isinstance(passed, Passed)
    assert [unit.quote for unit in passed.units] == [CAP]


def test_evidence_that_is_needed_together_is_kept(units: Mapping[int, Chosen]) -> None:
    text = "Clause 4 of the draft treaty caps yearly withdrawals at 600 million cubic metres, and clause 9 of the draft"
    passed = judged(units, f"{text} treaty places the secretariat in Tavira.", CLAUSE_4, COUNTER, CLAUSE_9)
    assert isinstance(passed, Passed), passed
    assert [unit.quote for unit in passed.units] == [CAP, SEAT]
