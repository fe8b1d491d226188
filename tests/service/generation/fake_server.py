"""A server that speaks the protocol of chat completions over real HTTP and does what a script tells it to.

A script is a list of turns, one for each request; the last is repeated. Each turn is what the server does: `says(...)`
streams an answer, the others are the faults of real servers.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
KEY = "sk-secret-0123456789"


@dataclass
class Log:
    """What a server has been asked, and how its answers ended."""

    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when a client closed the connection before the answer was whole."""
    begun: threading.Event = field(default_factory=threading.Event)
    """Set when the first piece of an answer was sent."""

    def user(self, number: int = -1) -> str:
        return str(self.requests[number]["messages"][-1]["content"])

    def system(self, number: int = -1) -> str:
        return str(self.requests[number]["messages"][0]["content"])


class Handler(BaseHTTPRequestHandler):
    """One request; `turn` does the rest."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            turn = self.server.script[min(len(self.server.log.requests), len(self.server.script) - 1)]
            self.server.log.requests.append(body)
            self.server.log.headers.append({name.lower(): value for name, value in self.headers.items()})
        try:
            turn(self, body)
        except (BrokenPipeError, ConnectionResetError):
            self.server.log.left.set()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing: a test shows what it needs."""

    def error(self, status: int, error: object, **headers: str) -> None:
        data = json.dumps({"error": error}).encode() if not isinstance(error, bytes) else error
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, data: object) -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()
        self.server.log.begun.set()

    def text(self, text: str) -> None:
        self.event(chunk({"content": text}))

    def finish(self, reason: str = "stop", usage: tuple[int, int] | None = (100, 20)) -> None:
        self.event(chunk({}, reason))
        if usage:
            told = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
            self.event({**chunk({}), "choices": [], "usage": told})
        self.event("[DONE]")

    def wait_until_left(self, seconds: float = 60) -> None:
        """Send nothing until the client closes the connection."""
        self.connection.settimeout(seconds)
        try:
            gone = self.connection.recv(1) == b""
        except ConnectionResetError:
            gone = True
        except TimeoutError:
            gone = False
        if gone:
            self.server.log.left.set()


Turn = Callable[[Handler, Body], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Sequence[Turn]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.log = Log()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(*script: Turn) -> Iterator[Server]:
    """A running server."""
    with Server(script) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def chunk(delta: Body, finish: str | None = None) -> Body:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": choices}


def answer(*statements: tuple[str, Sequence[object]], insufficient: bool = False) -> str:
    """An answer in the form that is asked for."""
    told = [{"text": text, "evidence": list(evidence)} for text, evidence in statements]
    return json.dumps({"insufficient_evidence": insufficient, "statements": told}, ensure_ascii=False)


def repair(*statements: tuple[int, str, Sequence[int]]) -> str:
    told = [{"replaces": number, "text": text, "evidence": list(evidence)} for number, text, evidence in statements]
    return json.dumps({"statements": told})


def says(text: str, size: int = 7, finish: str = "stop", usage: tuple[int, int] | None = (100, 20)) -> Turn:
    """Streams a text in small pieces."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        for at in range(0, len(text), size):
            handler.text(text[at : at + size])
        handler.finish(finish, usage)

    return turn


def fails(status: int, error: object = "no", **headers: str) -> Turn:
    """Refuses a request."""
    return lambda handler, body: handler.error(status, error, **headers)


def refuses_parameter(*names: str, then: Turn) -> Turn:
    """Takes no request with one of these parameters."""

    def turn(handler: Handler, body: Body) -> None:
        for name in names:
            if name in body:
                told = {"message": f"Unsupported parameter: '{name}' is not supported.", "param": name}
                handler.error(400, told)
                return
        then(handler, body)

    return turn


def hangs(handler: Handler, body: Body) -> None:
    """Takes a request and never answers."""
    handler.wait_until_left()


def stalls(text: str) -> Turn:
    """Begins an answer and never goes on."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        handler.text(text)
        handler.wait_until_left()

    return turn


def crawls(text: str, pause: float) -> Turn:
    """Writes a letter at a time, with pauses."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        for letter in text:
            handler.text(letter)
            time.sleep(pause)
        handler.finish()

    return turn


def breaks_off(text: str) -> Turn:
    """Begins an answer and closes the connection."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        handler.text(text)

    return turn


def floods(begin: str, piece: str, pieces: int = 100_000) -> Turn:
    """Writes on and on, whatever was allowed."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        handler.text(begin)
        for _ in range(pieces):
            handler.text(piece)
        handler.finish("length")

    return turn


def streams(*events: object) -> Turn:
    """Sends just these events."""

    def turn(handler: Handler, body: Body) -> None:
        handler.stream()
        for event in events:
            handler.event(event)

    return turn
