"""A model behind an OpenAI-compatible server.

Each call has a thread with an event loop of its own, so that it can be cut off at any moment: by the deadline, or by a
caller who leaves. That costs a connection a call, next to seconds of writing, and leaves nothing open between calls.
"""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from prompts import prompt
from service.generation import translation
from service.generation.calls import TICK, Call, End, Pause, Piece, Text
from service.generation.dialect import Dialect, Feature
from service.generation.faults import ModelFault
from service.generation.options import Endpoint, Options

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_CHARACTERS_A_TOKEN = 12
"""More than any tokenizer packs into one on average: a server that writes on beyond this ignores the limit."""
_LEAVING = 2.0
"""Seconds that a call which was cut off gets to close its connection."""


class OpenAIModel:
    """One model of one server. Making one imports the `openai` package, 2 s that no question should wait for."""

    def __init__(self, endpoint: Endpoint, options: Options) -> None:
        import httpx2
        import openai  # noqa: F401

        # Reading the certificates takes longer than all else that a call needs, so they are read once.
        self._tls = httpx2.create_ssl_context()
        self._endpoint = endpoint
        self._strict = options.structure == "schema"
        self._dialect = Dialect(options.temperature, schema=options.structure != "prompt")

    @property
    def name(self) -> str:
        """As the server knows it."""
        return self._endpoint.model

    def stream(self, call: Call, seconds: float) -> Iterator[Piece]:
        """The pieces of one answer; see `Model.stream`."""
        pieces: SimpleQueue[Piece | ModelFault] = SimpleQueue()
        worker = _Worker(self._talk(call, seconds, pieces.put))
        try:
            while True:
                try:
                    piece = pieces.get(timeout=TICK)
                except Empty:
                    yield Pause()
                    continue
                if isinstance(piece, ModelFault):
                    raise piece
                yield piece
                if isinstance(piece, End):
                    return
        finally:
            worker.leave()

    async def _talk(self, call: Call, seconds: float, put: Callable[[Piece | ModelFault], None]) -> None:
        """Put every piece, then `End` or the fault."""
        from openai import OpenAIError

        try:
            async with (
                asyncio.timeout(seconds),
                self._client() as client,
                aclosing(self._pieces(client, call)) as pieces,
            ):
                async for piece in pieces:
                    put(piece)
        except TimeoutError:
            put(ModelFault("timeout", f"no whole answer within {seconds:.0f} s"))
        except ModelFault as fault:
            put(fault)
        except OpenAIError as error:
            put(translation.fault_of(error, self._endpoint.key))
        except translation.UNREADABLE as error:
            put(ModelFault("malformed", f"the stream cannot be read: {type(error).__name__}"))

    def _client(self) -> "AsyncOpenAI":
        from httpx2 import Limits
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

        here = self._endpoint
        timeout = Timeout(here.silence_seconds, connect=here.connect_seconds)
        # A second request of this call must not meet a connection that the server has closed after the first.
        http = DefaultAsyncHttpxClient(verify=self._tls, timeout=timeout, limits=Limits(max_keepalive_connections=0))
        # The package refuses to work without any key; servers that need none do not look at it.
        return AsyncOpenAI(
            api_key=here.key or "none", base_url=here.url, timeout=timeout, max_retries=0, http_client=http
        )

    async def _pieces(self, client: "AsyncOpenAI", call: Call) -> AsyncGenerator[Piece]:
        """What the server sends, `End` last."""
        stream = await self._begin(client, call)
        usage, finish, written = None, None, 0
        async with stream:
            async for chunk in stream:
                usage = translation.usage_of(chunk) or usage
                text, finish = translation.delta_of(chunk, finish)
                written += len(text)
                if text:
                    yield Text(text)
                if written > call.most_tokens * _CHARACTERS_A_TOKEN:
                    raise ModelFault("overlong", f"{written} characters where {call.most_tokens} tokens are allowed")
        yield End(usage, cut=finish == "length")

    async def _begin(self, client: "AsyncOpenAI", call: Call) -> Any:
        """The stream of an answer, asked for in the way that this server takes."""
        from openai import BadRequestError, UnprocessableEntityError

        doubted: frozenset[Feature] = frozenset()
        while True:
            without = self._dialect.without | doubted
            try:
                stream = await cast("Any", client.chat.completions.create)(
                    model=self.name,
                    messages=_messages(call, without),
                    stream=True,
                    **self._dialect.arguments(call, without),
                )
            except (BadRequestError, UnprocessableEntityError) as error:
                refusal = translation.refusal_of(error)
                if translation.context_too_long(refusal):
                    raise
                if not self._dialect.learn(refusal, without):
                    # It does not say what is wrong: most often it is the schema.
                    if self._strict or "response_format" in without:
                        raise
                    doubted = frozenset({"response_format"})
                elif self._strict and "response_format" in self._dialect.without:
                    raise
            else:
                self._dialect.leave_out(doubted)
                return stream


def _messages(call: Call, without: frozenset[Feature]) -> list[dict[str, str]]:
    system = call.system
    if "response_format" in without:
        system += "\n\n" + prompt("schema").filled(schema=json.dumps(call.schema.json, indent=1))[0]
    return [{"role": "system", "content": system}, {"role": "user", "content": call.user}]


class _Worker:
    """A coroutine that runs on a thread of its own and can be cut off."""

    def __init__(self, work: Coroutine[Any, Any, None]) -> None:
        self._work = work
        self._begun = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None
        self._thread = threading.Thread(target=self._run, name="model", daemon=True)
        self._thread.start()

    def leave(self) -> None:
        """Cut the work off, if it is not done."""
        self._begun.wait()
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # the loop is closed: the work is done
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(_LEAVING)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        self._begun.set()
        await self._work
