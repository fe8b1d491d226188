"""MultiHop-RAG (Tang & Yang 2024): questions over several news articles, MultiHopRAG.json beside corpus.json.

A null_query should be refused. Relevant are the articles of the evidence list.
"""

from pathlib import Path

from evaluation.errors import BadSet
from evaluation.formats.question_set import QuestionSet, SourceDocument, read_json, required

_TYPES = {
    "inference_query": "multi-hop",
    "comparison_query": "comparison",
    "temporal_query": "temporal",
    "null_query": "unanswerable",
}


def read(path: Path) -> QuestionSet:
    """Read the questions and the corpus beside them; raise BadSet if they are not of this format."""
    result, names = QuestionSet(path.stem), dict[str, str]()
    corpus = path.with_name("corpus.json")
    for place, article in enumerate(read_json(corpus)):
        where, name = f"{corpus}: article {place}", f"article-{place:04d}"
        names[required(article, "url", where)] = name
        result.documents.append(
            SourceDocument(
                name,
                required(article, "body", where),
                title=article.get("title"),
                published=str(article.get("published_at", ""))[:10] or None,
                publisher=article.get("source"),
                language="en",
            )
        )
    for place, item in enumerate(read_json(path)):
        where = f"{path}: question {place}"
        kind = required(item, "question_type", where)
        if kind not in _TYPES:
            raise BadSet(f"{where}: unknown question_type {kind!r}; known are {', '.join(_TYPES)}")
        evidence = [names.get(required(one, "url", where)) for one in item.get("evidence_list", [])]
        if None in evidence:
            result.leave_out(str(place), "its evidence is not in corpus.json")
            continue
        answerable = kind != "null_query"
        result.add(
            id=str(place),
            question=required(item, "query", where),
            type=_TYPES[kind],
            lang="en",
            answerable=answerable,
            answers=[required(item, "answer", where)] if answerable else [],
            reference_answer=item.get("answer"),
            docs=sorted({name for name in evidence if name}) if answerable else [],
        )
    return result
