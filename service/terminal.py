"""An answer as a person reads it in a terminal: the text, then each citation with its source and its words."""

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from service.answer import Answer, Citation

if TYPE_CHECKING:
    from service.checking import CheckedDraft

_MARKS = {"supported": "+", "contradicted": "!", "not_found": "?", "no_claim": " "}


def told(answer: Answer, width: int = 80) -> str:
    """The answer, its conflicts and its citations in lines of at most `width` columns, where words allow."""
    return "\n\n".join(_blocks(answer, width))


def told_draft(draft: "CheckedDraft", width: int = 80) -> str:
    """A draft sentence by sentence, each with its verdict, then the citations."""
    blocks = []
    for one in draft.sentences:
        checked = one.checked
        numbers = "".join(f"[{number}]" for number in one.citations)
        lines = [fill(checked.text, width, initial_indent=f"{_MARKS[checked.verdict]} ", subsequent_indent="  ")]
        if checked.verdict != "no_claim":
            note = f"{checked.verdict.replace('_', ' ')} {numbers}".rstrip() + f": {checked.why}"
            lines.append(fill(note, width, initial_indent="    ", subsequent_indent="    "))
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, *(_citation(citation, width) for citation in draft.citations)])


def _blocks(answer: Answer, width: int) -> Iterator[str]:
    yield "\n".join(fill(line, width) for line in answer.text.splitlines())
    if answer.reason:
        yield fill(answer.reason, width)
    for note in answer.notes:
        yield fill(f"({note.text})", width)
    for conflict in answer.conflicts:
        claims = [f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in conflict.claims]
        lines = [fill(claim, width, initial_indent="  - ", subsequent_indent="    ") for claim in claims]
        yield "\n".join([fill(f"The sources differ: {conflict.topic}", width), *lines])
    for citation in answer.citations:
        yield _citation(citation, width)


def _citation(citation: Citation, width: int) -> str:
    metadata = citation.metadata
    published = metadata.published.isoformat() if metadata.published else None
    page = f"page {citation.page}" if citation.page else None
    source = ", ".join(part for part in (metadata.title, metadata.publisher, published, page) if part)
    number = f"[{citation.number}] "
    indent = " " * len(number)
    lines = [
        fill(source or f"document {citation.document_id}", width, initial_indent=number, subsequent_indent=indent),
        fill(f"“{citation.quote}”", width, initial_indent=indent, subsequent_indent=indent),
    ]
    return "\n".join([*lines, indent + metadata.url] if metadata.url else lines)
