"""The commands `serve`, `ask`, `verify` and `check`, and those of `ingest` on the index that the settings describe."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import commands

if TYPE_CHECKING:
    from index.library import Library

data_dir_option = click.option(
    "--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the index is; `data` by default."
)


@contextmanager
def _open(data_dir: Path | None, own: bool) -> Iterator[tuple["Library", Path]]:
    """The index in a folder, by default the one of the settings, and the folder."""
    from service import opening, settings

    chosen = settings.load(data_dir=data_dir)
    with opening.library(chosen, own) as library:
        yield library, chosen.data_dir


ingest, documents, remove = commands(_open)


@click.command()
@data_dir_option
@click.option("--host", help="The address to listen on; 127.0.0.1 by default.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; 8000 by default.")
@click.option(
    "--corpus",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to index first, if nothing has been indexed yet.",
)
def serve(data_dir: Path | None, host: str | None, port: int | None, corpus: Path | None) -> None:
    """Serve the API and the chat page."""
    from service import logs, serving, settings

    chosen = settings.load(data_dir=data_dir, host=host, port=port, corpus=corpus)
    logs.configure(chosen.log_level)
    with serving.listen(chosen.host, chosen.port) as bound:
        serving.index_corpus(chosen, lambda told: click.echo(told, err=True))
        name, number = bound.getsockname()[:2]
        click.echo(f"http://{f'[{name}]' if ':' in name else name}:{number} — stop with Ctrl-C", err=True)
        serving.run(chosen, bound)


@click.command()
@click.argument("question")
@data_dir_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Use nothing published after this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer object of the API instead.")
def ask(question: str, data_dir: Path | None, as_of: datetime | None, as_json: bool) -> None:
    """Answer one question in the terminal."""
    import secrets

    from index.errors import InvalidInput
    from index.filters import Filters
    from service import opening, settings, terminal
    from service.answering import Question, answer
    from service.http import rendering, requests

    if not question.strip() or len(question) > requests.QUESTION_LENGTH:
        raise InvalidInput(f"A question has 1 to {requests.QUESTION_LENGTH} characters; this one has {len(question)}.")
    chosen = settings.load(data_dir=data_dir)
    filters = Filters(as_of=as_of.date() if as_of else None)
    with opening.library(chosen, own=False) as library:
        given = answer(opening.answerer(chosen, library), Question(question, filters=filters))
    answer_id = secrets.token_hex(16)
    asked = requests.AskRequest(question=question, as_of=filters.as_of)
    body = rendering.answer(answer_id, given, asked).model_dump_json()
    opening.answers(chosen).put(answer_id, body.encode(), asked.model_dump_json(exclude_defaults=True).encode())
    if as_json:
        click.echo(body)
    else:
        click.echo(terminal.told(given, width=min(100, shutil.get_terminal_size().columns)))


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(pairs: Path) -> None:
    """Check statements against the quotes they rest on.

    PAIRS has one JSON object a line: {"statement": …, "quotes": […]}. For each, one JSON object a line is printed, with
    its "id" if it has one. Lines that cannot be used are told on the error output; then the exit code is 1.
    """
    from service import opening, settings
    from service.verification import batch

    entailment = opening.entailment(settings.load())
    faults = 0
    with pairs.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                click.echo(batch.judged(line, entailment))
            except batch.BadLine as error:
                faults += 1
                click.echo(f"{pairs}, line {number}: {error}", err=True)
    if faults:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("draft", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_dir_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Use nothing published after this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the object of the API instead.")
def check(draft: Path, data_dir: Path | None, as_of: datetime | None, as_json: bool) -> None:
    """Check a draft, sentence by sentence, against the documents."""
    from index.errors import InvalidInput
    from index.filters import Filters
    from service import opening, settings, terminal
    from service.checking import check_draft
    from service.http import rendering, requests
    from service.sources import LibrarySources

    try:
        text = draft.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{draft} is not UTF-8 text: {error}.") from error
    if not text.strip() or len(text) > requests.DRAFT_LENGTH:
        raise InvalidInput(f"A draft has 1 to {requests.DRAFT_LENGTH} characters; {draft} has {len(text)}.")
    chosen = settings.load(data_dir=data_dir)
    with opening.library(chosen, own=False) as library:
        filters = Filters(as_of=as_of.date() if as_of else None)
        checked = check_draft(text, LibrarySources(library), filters, entailment=opening.entailment(chosen))
    if as_json:
        click.echo(rendering.checked(checked).model_dump_json())
    else:
        click.echo(terminal.told_draft(checked, width=min(100, shutil.get_terminal_size().columns)))
