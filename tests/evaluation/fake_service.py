"""A service of the contract with scripted answers: a real HTTP server on localhost."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = dict[str, Any]


def passage(document_id: str, text: str, place: int = 0, **fields: Any) -> JSON:
    return {
        "passage_id": f"{document_id}-{place}",
        "document_id": document_id,
        "text": text,
        "start": 0,
        "end": len(text),
        "title": f"Title of {document_id}",
        "publisher": "Research Desk",
        "published": "2025-11-22",
        "url": f"https://example.org/dossier/{document_id}",
        "score": 1.0 / (place + 1),
    } | fields


@dataclass
class FakeService:
    """Answers `POST /v1/ask` from `answers` by question and `POST /v1/search` from `passages`; else it refuses.

    A script may also be a function of the request. `failing` names questions that get a problem instead, by status.
    """

    documents: dict[str, str] = field(default_factory=dict)
    answers: dict[str, JSON] = field(default_factory=dict)
    passages: dict[str, list[JSON]] = field(default_factory=dict)
    failing: dict[str, int] = field(default_factory=dict)
    supported: Callable[[str, list[str]], bool] = lambda statement, quotes: statement in " ".join(quotes)
    requests: list[tuple[str, JSON]] = field(default_factory=list)
    url: str = ""

    def asked(self) -> list[str]:
        return [body["question"] for path, body in self.requests if path == "/v1/ask"]

    def answer(self, question: str, *statements: tuple[str, str], **fields: Any) -> None:
        """Script an answer whose statements are verbatim quotes: (document id, sentence) each."""
        citations = []
        for number, (document_id, quote) in enumerate(statements, 1):
            start = self.documents[document_id].index(quote)
            citations.append(
                {
                    "number": number, "passage_id": f"{document_id}-0", "document_id": document_id, "quote": quote,
                    "start": start, "end": start + len(quote), "title": f"Title of {document_id}",
                    "publisher": "Research Desk", "published": "2025-11-22",
                    "url": f"https://example.org/dossier/{document_id}", "highlight": None, "page": None,
                }
            )  # fmt: skip
        self.answers[question] = {
            "answer_id": "a", "question": question, "standalone_question": question, "status": "answered",
            "answer": " ".join(f"{quote} [{number}]" for number, (_, quote) in enumerate(statements, 1)),
            "statements": [{"text": quote, "citations": [n]} for n, (_, quote) in enumerate(statements, 1)],
            "citations": citations, "conflicts": [], "reason": None, "mode": "extractive", "model": "reader",
            "timings_ms": {"total": 1}, "trace": {"queries": [question], "passages": self.passages.get(question, [])},
        } | fields  # fmt: skip

    def reply(self, path: str, body: JSON) -> tuple[int, JSON]:
        """Status and object for one request."""
        text = body.get("question") or body.get("query") or ""
        if text in self.failing:
            status = self.failing[text]
            return status, {"title": "it broke", "status": status, "detail": f"scripted failure {status}"}
        if path == "/readyz":
            return 200, {"status": "ready"}
        if path == "/v1/search":
            return 200, {"passages": self.passages.get(text, [])[: body["top_k"]], "timings_ms": {"total": 1}}
        if path == "/v1/ask":
            return 200, self.answers.get(text) or refusal(text, self.passages.get(text, []))
        if path == "/v1/verify":
            good = self.supported(body["statement"], body["quotes"])
            return 200, {"supported": good, "outcome": "supported" if good else "not_covered", "why": ""}
        document_id = path.removeprefix("/v1/documents/")
        if document_id in self.documents:
            return 200, {"document_id": document_id, "text": self.documents[document_id]}
        return 404, {"title": "not found", "status": 404, "detail": f"no document {document_id}"}


def refusal(question: str, passages: list[JSON]) -> JSON:
    return {
        "answer_id": "r", "question": question, "standalone_question": question, "status": "insufficient_evidence",
        "answer": "The indexed documents do not answer this.", "statements": [], "citations": [], "conflicts": [],
        "reason": "nothing found", "mode": "extractive", "model": "reader", "timings_ms": {"total": 1},
        "trace": {"queries": [question], "passages": passages},
    }  # fmt: skip


@contextmanager
def serving(fake: FakeService) -> Iterator[FakeService]:
    """Serve the fake until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet, or each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            self._send({})

        def do_POST(self) -> None:
            self._send(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _send(self, body: JSON) -> None:
            fake.requests.append((self.path, body))
            status, reply = fake.reply(self.path, body)
            content = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
