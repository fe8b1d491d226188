"""A small dossier, and an answerer of it with a model behind a fake server."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.documents import Document
from index.library import Library
from service.answer import Answer, Turn
from service.answering import Event, Question, Stated
from service.answering import answer as whole
from service.extractive import ExtractiveAnswerer
from service.generation.answerer import GenerativeAnswerer
from service.generation.calls import Model
from service.generation.endpoint import OpenAIModel
from service.generation.options import Endpoint, Options
from service.guard import Guarded
from service.sources import LibrarySources
from tests.doubles import HashedWords, document
from tests.service.generation.fake_server import KEY

DRAFT = document(
    "The lake states received a draft treaty on 3 May 2024. Clause 4 of the draft treaty caps yearly withdrawals from"
    " Lake Orro at 600 million cubic metres. Clause 9 of the draft treaty places the secretariat in Tavira.",
    title="The draft lake treaty",
    publisher="Basin Review",
    published=date(2024, 5, 4),
    language="en",
)
COUNTER = document(
    "Norrland and Vesta answered on 20 May 2024 with a counter-draft. The counter-draft of Norrland and Vesta caps"
    " yearly withdrawals from Lake Orro at 800 million cubic metres.",
    title="The counter-draft",
    publisher="Lake Post",
    published=date(2024, 5, 21),
    language="en",
)
QUESTION = "Clause 4 of the draft treaty caps yearly withdrawals from Lake Orro at how many cubic metres?"
CAP = "Clause 4 of the draft treaty caps yearly withdrawals from Lake Orro at 600 million cubic metres."
SEAT = "Clause 9 of the draft treaty places the secretariat in Tavira."
FAST = Options(seconds=60, retries=1)


@contextmanager
def dossier(folder: Path, *documents: Document) -> Iterator[Library]:
    """An open library with these documents."""
    with closing(Library.open(folder, HashedWords())) as library:
        for number, one in enumerate(documents):
            library.put(one, f"document {number}", one.sha256)
        library.wait_until_ready()
        yield library


@dataclass
class Asking:
    """Questions to one library and one model."""

    library: Library
    answerer: Guarded

    def events(self, text: str = QUESTION, history: Sequence[Turn] = (), **given: object) -> Iterator[Event]:
        return self.answerer.events(Question(text, tuple(history), **given))  # type: ignore[arg-type]

    def ask(self, text: str = QUESTION, history: Sequence[Turn] = (), **given: object) -> Answer:
        return whole(self.answerer, Question(text, tuple(history), **given))  # type: ignore[arg-type]


def asking(library: Library, url: str, options: Options = FAST, **endpoint: float) -> Asking:
    """Questions that are answered by a model behind a URL."""
    return with_model(library, OpenAIModel(Endpoint("fake", url, KEY, **endpoint), options), options)


def with_model(library: Library, model: Model, options: Options = FAST) -> Asking:
    sources = LibrarySources(library)
    made = GenerativeAnswerer(ExtractiveAnswerer(sources), sources.surroundings, model, options)
    return Asking(library, Guarded(made, library))


def numbered(user: str, words: str) -> int:
    """The number of the evidence sentence in a prompt that has these words."""
    for line in user.splitlines():
        if line.startswith("<sentence") and words in line:
            return int(line.split('"')[1])
    raise AssertionError(f"not offered: {words}")


def texts(events: Sequence[Event]) -> list[str]:
    return [event.statement.text for event in events if isinstance(event, Stated)]
