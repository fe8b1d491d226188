import asyncio
import threading
from collections.abc import Generator, Iterator
from contextlib import aclosing

import pytest

from index.errors import Busy
from service.http import working
from service.http.working import Workshop


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    workshop = Workshop(concurrent=1, waiting=1)
    yield workshop
    workshop.close()


def test_a_generator_is_run_by_one_thread_that_is_not_the_loops(workshop: Workshop) -> None:
    def threads() -> Generator[int]:
        for _ in range(5):
            yield threading.get_ident()

    async def seen() -> set[int | None]:
        return {identity async for identity in workshop.iterate(threads)}

    (identity,) = asyncio.run(seen())
    assert identity != threading.get_ident()


def test_silence_is_told(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "HEARTBEAT", 0.01)
    go_on = threading.Event()

    def slow() -> Generator[str]:
        assert go_on.wait(10)
        yield "done"

    async def seen() -> list[str | None]:
        results = []
        async for result in workshop.iterate(slow):
            results.append(result)
            go_on.set()
        return results

    results = asyncio.run(seen())
    assert results[0] is None
    assert results[-1] == "done"


def test_an_error_of_the_work_reaches_its_caller(workshop: Workshop) -> None:
    def failing() -> Generator[str]:
        yield "first"
        raise ValueError("second")

    async def seen() -> None:
        results = workshop.iterate(failing)
        assert await anext(results) == "first"
        with pytest.raises(ValueError, match="second"):
            await anext(results)
        with pytest.raises(ZeroDivisionError):
            await workshop.run(lambda: 1 // 0)

    asyncio.run(seen())


def test_a_caller_that_stops_listening_closes_the_generator(workshop: Workshop) -> None:
    closed = threading.Event()

    def endless() -> Generator[int]:
        try:
            yield from iter(int, 1)
        finally:
            closed.set()

    async def listen_once() -> None:
        async with aclosing(workshop.iterate(endless)) as results:
            assert await anext(results) == 0

    asyncio.run(listen_once())
    assert closed.wait(10)


def test_work_that_waits_is_dropped_when_its_caller_leaves(workshop: Workshop) -> None:
    begun, go_on, dropped = threading.Event(), threading.Event(), []

    def hold() -> None:
        begun.set()
        assert go_on.wait(10)

    def never() -> Generator[int]:
        dropped.append("begun after all")
        yield 1

    async def leave() -> None:
        holding = asyncio.ensure_future(workshop.run(hold))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        waiting = asyncio.ensure_future(anext(workshop.iterate(never)))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await workshop.run(int)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        after = asyncio.ensure_future(workshop.run(int))
        go_on.set()
        assert await after == 0
        await holding

    asyncio.run(leave())
    assert dropped == []
