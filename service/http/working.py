"""Work off the event loop: a few threads, a bounded queue before them, and results handed over as they come."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from functools import partial
from typing import Any, Final, ParamSpec, TypeVar

from index.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")

HEARTBEAT: Final = 5.0
"""Seconds without a result after which `Workshop.iterate` yields None, so that its caller can look up."""

_END: Final = object()


class Workshop:
    """Runs calls and generators on threads, at most `concurrent` at once with `waiting` more in line.

    A generator is run by one thread from its first step to its last: the catalog's snapshots belong to a thread.
    """

    def __init__(self, concurrent: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(concurrent, thread_name_prefix="work")
        self._most = concurrent + waiting
        self._under_way = 0
        self._lock = threading.Lock()

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a call made on a thread. Raises what it raises, and Busy when the line is full."""
        return await asyncio.wrap_future(self._submit(partial(call, *args, **kwargs)))

    async def iterate(self, start: Callable[[], Generator[T]]) -> AsyncGenerator[T | None]:
        """What a generator started on a thread yields, as it comes; None for every HEARTBEAT seconds of nothing.

        Closing this iterator early closes the generator at its next step. Raises what the generator raises, and Busy
        when the line is full.
        """
        loop = asyncio.get_running_loop()
        results: asyncio.Queue[Any] = asyncio.Queue()
        left = threading.Event()

        def hand_over(result: object) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(results.put_nowait, result)

        work = self._submit(partial(_step_through, start, hand_over, left))
        work.add_done_callback(lambda _: hand_over(_END))
        try:
            while (result := await _next(results)) is not _END:
                yield result
            work.result()
        finally:
            left.set()
            work.cancel()

    def close(self) -> None:
        """Finish what is under way, drop what waits, and end the threads."""
        self._pool.shutdown(cancel_futures=True)

    def _submit(self, call: Callable[[], T]) -> Future[T]:
        with self._lock:
            if self._under_way >= self._most:
                raise Busy("This service has more requests in line than it takes; try again in a moment.")
            self._under_way += 1
        work = self._pool.submit(copy_context().run, call)
        work.add_done_callback(self._done)
        return work

    def _done(self, _: Future[Any]) -> None:
        with self._lock:
            self._under_way -= 1


async def _next(results: asyncio.Queue[Any]) -> Any:
    """The next result; None when there is none for a while."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await results.get()
    except TimeoutError:
        return None


def _step_through(
    start: Callable[[], Generator[T]], hand_over: Callable[[object], None], left: threading.Event
) -> None:
    """Run a generator to its end, or until nobody listens any more."""
    with closing(start()) as steps:
        while not left.is_set() and (result := next(steps, _END)) is not _END:
            hand_over(result)
