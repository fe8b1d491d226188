"""From the objects of the core to the objects of the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from index.documents import Document, Metadata
from index.filters import Filters
from index.reading import Page, PassageInContext
from index.retriever import Hit
from service import answer as core
from service import answering
from service.checking import CheckedDraft
from service.http import requests, schemas


def filters(request: requests.AskRequest | requests.SearchRequest | requests.CheckRequest) -> Filters:
    """The filters of a request, `as_of` among them."""
    given = request.filters or requests.Filters()
    return Filters(
        published_from=given.published_from,
        published_to=given.published_to,
        publishers=tuple(given.publishers),
        kinds=tuple(given.kinds),
        actors=tuple(given.actors),
        languages=tuple(given.languages),
        document_ids=tuple(given.document_ids),
        as_of=request.as_of,
    )


def question(asked: requests.AskRequest) -> answering.Question:
    """The question of a request."""
    history = tuple(core.Turn(turn.role, turn.content) for turn in asked.history)
    return answering.Question(asked.question, history, filters(asked), asked.mode, asked.max_statements)


def metadata(given: requests.DocumentMetadata) -> Metadata:
    """The metadata of a document that is added."""
    return Metadata(
        title=given.title,
        publisher=given.publisher,
        author=given.author,
        published=given.published,
        url=given.url,
        language=given.language,
        kind=given.kind,
        actors=tuple(given.actors),
    )


def found(passage: core.FoundPassage) -> schemas.FoundPassage:
    """A passage that was found."""
    return schemas.FoundPassage(
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        text=passage.text,
        start=passage.span.start,
        end=passage.span.end,
        page=passage.page,
        score=passage.score,
        **source(passage.metadata),
    )


def retrieval(passages: tuple[core.FoundPassage, ...]) -> schemas.Retrieval:
    """The passages considered."""
    return schemas.Retrieval(passages=[found(passage) for passage in passages])


def statement(stated: core.Statement) -> schemas.Statement:
    """One statement."""
    return schemas.Statement(text=stated.text, citations=list(stated.citations), about=stated.about)


def citation(cited: core.Citation) -> schemas.Citation:
    """One citation."""
    return schemas.Citation(
        number=cited.number,
        passage_id=cited.passage_id,
        document_id=cited.document_id,
        page=cited.page,
        quote=cited.quote,
        start=cited.span.start,
        end=cited.span.end,
        before=cited.before,
        after=cited.after,
        highlight=schemas.Span(start=cited.highlight.start, end=cited.highlight.end) if cited.highlight else None,
        **source(cited.metadata),
    )


def stated(event_statement: core.Statement, citations: tuple[core.Citation, ...]) -> schemas.StatementEvent:
    """A statement with its citations."""
    return schemas.StatementEvent(
        statement=statement(event_statement), citations=[citation(cited) for cited in citations]
    )


def answer(answer_id: str, given: core.Answer, asked: requests.AskRequest) -> schemas.Answer:
    """The whole answer to a request, with its trace when that was asked for."""
    fields: dict[str, Any] = {
        "answer_id": answer_id,
        "question": given.question,
        "standalone_question": given.standalone_question,
        "status": given.status,
        "answer": given.text,
        "statements": [statement(one) for one in given.statements],
        "citations": [citation(one) for one in given.citations],
        "conflicts": [_conflict(one) for one in given.conflicts],
        "reason": given.reason,
        "mode": given.mode,
        "model": given.model,
        "timings_ms": dict(given.timings_ms),
        "asked_at": datetime.now(UTC).replace(microsecond=0),
        "as_of": asked.as_of,
        "filters": asked.filters.model_dump(mode="json", exclude_defaults=True) if asked.filters else None,
        "remarks": list(given.remarks),
        "notes": [schemas.Note(code=one.code, text=one.text) for one in given.notes],
        "generation": schemas.Generation.model_validate(asdict(given.generation)) if given.generation else None,
    }
    return schemas.TracedAnswer(**fields, trace=_trace(given.trace)) if asked.trace else schemas.Answer(**fields)


def source(metadata: Metadata) -> dict[str, Any]:
    """What a citation or passage tells of its document."""
    return {
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published,
        "url": metadata.url,
    }


def _conflict(conflict: core.Conflict) -> schemas.Conflict:
    claims = [schemas.Claim(text=claim.text, citations=list(claim.citations)) for claim in conflict.claims]
    return schemas.Conflict(topic=conflict.topic, claims=claims)


def _trace(trace: core.Trace) -> schemas.Trace:
    return schemas.Trace(
        queries=list(trace.queries),
        passages=[found(passage) for passage in trace.passages[:20]],
        rejected=[schemas.Rejected(text=one.text, why=one.why) for one in trace.rejected],
    )


def hit(one: Hit) -> schemas.FoundPassage:
    """A passage as the index found it."""
    passage = one.passage
    return schemas.FoundPassage(
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        score=one.score,
        **source(passage.metadata),
    )


def passage(context: PassageInContext) -> schemas.Passage:
    """A passage between its neighbours."""
    stored = context.passage
    return schemas.Passage(
        passage_id=stored.passage_id,
        document_id=stored.document_id,
        text=stored.text,
        start=stored.start,
        end=stored.end,
        page=stored.page,
        section=stored.section,
        before=context.before,
        after=context.after,
        **source(stored.metadata),
    )


def documents(page: Page, names: Mapping[str, Sequence[str]]) -> schemas.DocumentList:
    """A page of a listing."""
    listed = [
        schemas.DocumentSummary(**_about(one.document_id, one.sha256, one.passages, one.metadata, names))
        for one in page.documents
    ]
    # The last page has no `next`, rather than an empty one.
    following = {"next": page.cursor} if page.cursor else {}
    return schemas.DocumentList(documents=listed, **following)


def document(stored: Document, names: Mapping[str, Sequence[str]]) -> schemas.Document:
    """A document with its text."""
    about = _about(stored.document_id, stored.sha256, len(stored.passages), stored.metadata, names)
    return schemas.Document(**about, text=stored.text)


def _about(
    document_id: str, sha256: str, passages: int, metadata: Metadata, names: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "author": metadata.author,
        "language": metadata.language,
        "kind": metadata.kind,
        "actors": list(metadata.actors),
        "passages": passages,
        "sha256": sha256,
        "names": list(names.get(document_id, ())),
        **source(metadata),
    }


def checked(draft: CheckedDraft) -> schemas.CheckedDraft:
    """A checked draft as it goes over the wire."""
    sentences = [
        schemas.CheckedSentence(
            text=one.checked.text,
            start=one.checked.start,
            end=one.checked.end,
            verdict=one.checked.verdict,
            why=one.checked.why,
            citations=list(one.citations),
        )
        for one in draft.sentences
    ]
    return schemas.CheckedDraft(sentences=sentences, citations=[citation(one) for one in draft.citations])
