"""Documents are untrusted: a model that obeys what they say to it still gives an answer that holds the contract."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from pathlib import Path

import pytest

from index.documents import Document
from index.library import Library
from service.generation.calls import Call, End, Piece, Text
from service.guard import faults
from service.verification import verify
from tests.doubles import document
from tests.service.generation.dossiers import CAP, COUNTER, DRAFT, FAST, QUESTION, SEAT, dossier, numbered, with_model
from tests.service.generation.fake_server import KEY, answer
from tests.service.generation.injections import INJECTIONS, Injection


class Obedient:
    """A model that says what the injection wants, at the second try, too; keeps what it was shown."""

    name = "obedient"

    def __init__(self, injection: Injection) -> None:
        self.injection = injection
        self.calls: list[Call] = []

    def stream(self, call: Call, seconds: float) -> Iterator[Piece]:
        self.calls.append(call)
        text = self.injection.raw
        if text is None:
            real = numbered(call.user, "Clause 9" if "Clause 9" in self.injection.said[0].text else "Clause 4")
            places = {"real": real, "own": self._own(call)}
            said = [(one.text, [places.get(str(e), e) for e in one.evidence]) for one in self.injection.said]
            text = answer(*said)
        for at in range(0, len(text), 400):
            yield Text(text[at : at + 400])
        yield End()

    def _own(self, call: Call) -> int:
        """The number of the injection's own sentence; of none where it is not offered."""
        begin = escape(self.injection.text[:25], quote=False)
        lines = [line for line in call.user.splitlines() if line.startswith("<sentence") and begin in line]
        return int(lines[0].split('"')[1]) if lines else 1234


@contextmanager
def injected(folder: Path, injection: Injection) -> Iterator[tuple[Library, Document]]:
    """A library with a document that has an injection among its honest sentences."""
    text = injection.text.rstrip(".") + "."
    title = f"Minutes {injection.text}"[:150]
    hostile = document(f"{CAP} {text} {SEAT}", title=title, publisher="Lake Wire", language="en")
    with dossier(folder, DRAFT, COUNTER, hostile) as library:
        yield library, hostile


def test_there_are_enough_of_them() -> None:
    assert len({one.name for one in INJECTIONS}) == len(INJECTIONS) >= 25


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one.name)
def test_an_obedient_model_cannot_break_the_contract(tmp_path: Path, injection: Injection) -> None:
    model = Obedient(injection)
    with injected(tmp_path, injection) as (library, hostile):
        given = with_model(library, model, FAST).ask(QUESTION)
        assert list(faults(given)) == []
        for citation in given.citations:
            text = library.text(citation.document_id)
            assert text[citation.span.start : citation.span.end] == citation.quote
    for statement in given.statements:
        quotes = [given.citations[number - 1].quote for number in statement.citations]
        if given.mode == "generative":
            assert verify(statement.text, quotes).supported
            assert not re.search(r"[\[【<]|https?://|&lt;", statement.text)
        else:
            assert " ".join(quotes[0].split()) == statement.text
    shown = " ".join(one.text for one in given.statements) if given.mode == "generative" else ""
    if given.mode == "extractive":
        # Quoted sentences may be those of the injection: they are shown as what the document says, with its name.
        shown = " ".join(one.text for one in given.statements if one.text not in " ".join(hostile.text.split()))
    assert [words for words in injection.payload if words in f"{shown} {given.reason or ''}"] == []
    assert KEY not in repr(given.notes)
    assert model.calls, "the model was not asked"


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one.name)
def test_an_injection_stays_in_its_place_in_the_prompt(tmp_path: Path, injection: Injection) -> None:
    model = Obedient(injection)
    with injected(tmp_path, injection) as (library, _):
        with_model(library, model, FAST).ask(QUESTION)
    first = model.calls[0]
    assert first.user.count("<evidence>") == first.user.count("</evidence>") == 1
    assert first.user.count("<question>") == first.user.count("</question>") == 1
    assert first.user.count("<document") == first.user.count("</document>")
    sentences = re.findall(r'^<sentence number="(\d+)">([^<>]*)</sentence>$', first.user, re.MULTILINE)
    assert [number for number, _ in sentences] == [str(n) for n in range(1, len(sentences) + 1)]
    assert first.user.count("<sentence") == len(sentences)
    assert injection.text not in first.system
    assert all(unescape(text).isprintable() for _, text in sentences)
    assert KEY not in f"{first.system}{first.user}"
