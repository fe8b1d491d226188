"""Results as text, for assistants that do not read structured ones; ids are told so that they can go on."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.http import schemas


def answer(given: schemas.Answer) -> str:
    """The answer with its markers, where sources disagree, and the citations with their quotes."""
    blocks = [given.answer]
    if given.reason:
        blocks.append(given.reason)
    for conflict in given.conflicts:
        claims = "\n".join(f"- {claim.text} {_markers(claim.citations)}" for claim in conflict.claims)
        blocks.append(f"The sources differ: {conflict.topic}\n{claims}")
    blocks += [f"Note: {note.text}" for note in given.notes]
    if given.citations:
        blocks.append("Citations:\n" + "\n".join(_citation(one) for one in given.citations))
    return "\n\n".join(blocks)


def passages(found: Sequence[schemas.FoundPassage]) -> str:
    """The passages, best first."""
    if not found:
        return "Nothing was found. Try other words, or fewer filters."
    return "\n\n".join(f"{_source(one)}, characters {one.start} to {one.end}:\n{one.text}" for one in found)


def draft(checked: schemas.CheckedDraft) -> str:
    """Each sentence with its verdict, and what it rests on."""
    lines = []
    for one in checked.sentences:
        why = "" if one.verdict == "no_claim" else f" ({one.why})"
        lines.append(f"{one.verdict}: {one.text}{why} {_markers(one.citations)}".rstrip())
    if checked.citations:
        lines += ["", "Citations:", *(_citation(one) for one in checked.citations)]
    return "\n".join(lines)


def documents(listed: schemas.DocumentList) -> str:
    """A line a document."""
    lines = [f"{_source(one)}, {one.passages} passages" for one in listed.documents] or ["There are no documents."]
    return "\n".join([*lines, f"There are more: go on with the cursor {listed.next!r}."] if listed.next else lines)


def document(part: Mapping[str, Any]) -> str:
    """What is known of the document, then its text."""
    known = {name: part[name] for name in ("title", "publisher", "author", "published", "url", "language", "kind")}
    head = [f"{name}: {value}" for name, value in known.items() if value]
    span = f"characters {part['start']} to {part['end']} of {part['characters']}"
    more = [f"There is more: go on with start={part['end']}."] if part["end"] < part["characters"] else []
    return "\n".join([*head, span, "", part["text"], *more])


def _citation(cited: schemas.Citation) -> str:
    return f"[{cited.number}] {_source(cited)}, characters {cited.start} to {cited.end}: “{cited.quote}”"


def _source(one: schemas.Citation | schemas.FoundPassage | schemas.DocumentSummary) -> str:
    about = [one.title, one.publisher, str(one.published) if one.published else None, one.url]
    return f"{', '.join(part for part in about if part) or 'untitled'} (document {one.document_id})"


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
