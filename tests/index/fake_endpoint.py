"""An embeddings endpoint on this machine that does as it is told."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Embed = Callable[[Sequence[str]], Any]
"""Texts to vectors."""


@dataclass
class Reply:
    """What is sent instead of vectors."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False


@dataclass
class Endpoint:
    """What it was asked, and what it will say next: replies in order, then vectors."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    always: Reply | None = None
    refuses: Callable[[Sequence[str]], Reply | None] = lambda texts: None
    """What is said to texts that cannot be taken."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def next_reply(self) -> Reply | None:
        return self.replies.pop(0) if self.replies else self.always


def error(status: int, message: str = "no", **headers: str) -> Reply:
    """An error as OpenAI words it."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps({"error": {"message": message}}).encode(), told)


def vectors(rows: Sequence[Sequence[float]], first: int = 0) -> Reply:
    """These vectors, whatever was asked for."""
    data = [{"object": "embedding", "index": first + i, "embedding": row} for i, row in enumerate(rows)]
    return Reply(200, json.dumps({"object": "list", "data": data}).encode())


@contextmanager
def endpoint(embed: Embed) -> Iterator[Endpoint]:
    """An endpoint whose vectors `embed` makes; it sends them in the order of last to first."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served.requests.append(asked)
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = served.refuses(asked["input"]) or served.next_reply()
            if reply is None and self.path != "/v1/embeddings":
                reply = error(404, f"there is nothing at {self.path}")
            if reply is None:
                rows = enumerate(embed(asked["input"]).tolist())
                data = [{"object": "embedding", "index": index, "embedding": row} for index, row in rows]
                reply = Reply(200, json.dumps({"object": "list", "data": data[::-1], "model": "fake"}).encode())
            if reply.hang:
                served.released.wait(30)
            self.send_response(reply.status)
            for name, value in {"content-type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            served.released.set()
            server.shutdown()
            thread.join()
