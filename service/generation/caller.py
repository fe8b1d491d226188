"""Calls of a model for one answer: within its deadline, again after faults that pass, never beside the breaker."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import count
from typing import Protocol, cast

from service.generation.breaker import Breaker
from service.generation.calls import Call, End, Model, Pause, Piece, Text
from service.generation.faults import ModelFault
from service.generation.ledger import Ledger
from service.generation.reading import Draft
from service.generation.waiting import Deadline, pause_before, pausing


class Reader(Protocol):
    """Reads one answer while it is written."""

    @property
    def text(self) -> str:
        """All that was written."""
        ...

    def feed(self, piece: str) -> Iterator[Draft]:
        """What a piece completes. Raises ModelFault."""
        ...

    def finish(self) -> None:
        """Look at the whole. Raises ModelFault."""
        ...


class Caller:
    """Calls for one answer; used by one thread.

    Args:
        model: what is called.
        retries: tries after the first, for each call.
        breaker: of the model's server, shared by all answers.
        ledger: told of every try.
        deadline: of all calls together.
    """

    def __init__(self, model: Model, retries: int, breaker: Breaker, ledger: Ledger, deadline: Deadline) -> None:
        self._model, self._retries, self._breaker = model, retries, breaker
        self._ledger, self._deadline = ledger, deadline

    def ask(self, call: Call, begin: Callable[[], Reader]) -> Generator[Draft | Pause]:
        """Statements as they are complete, and `Pause` while nothing comes; each try begins a reader.

        Once a statement was given there is no other try: it may have reached somebody. Closing this early stops the
        model.

        Raises:
            ModelFault: the last one, when there is no other try.
        """
        for attempt in count(1):
            reader, given = begin(), False
            try:
                with closing(self._once(call, reader)) as read:
                    for one in read:
                        given = given or isinstance(one, Draft)
                        yield one
                return
            except ModelFault as fault:
                pause = pause_before(attempt, fault.retry_after)
                again = fault.kind.retry and not given and attempt <= self._retries
                if not again or not self._deadline.allows(pause) or self._breaker.open:
                    raise
            yield from pausing(pause)

    def _once(self, call: Call, reader: Reader) -> Generator[Draft | Pause]:
        if self._deadline.left <= 0:
            raise ModelFault("timeout", "the time for this answer is over")
        if not self._breaker.admit():
            raise ModelFault("paused")
        started, outcome, detail, end = time.perf_counter(), "cut off", "", End()
        try:
            # Those that are generators have a connection to close.
            pieces = cast("Generator[Piece]", self._model.stream(call, self._deadline.left))
            with closing(pieces):
                for piece in pieces:
                    if isinstance(piece, Text):
                        yield from reader.feed(piece.text)
                    elif isinstance(piece, Pause):
                        yield piece
                    else:
                        end = piece
            _finish(reader, end)
            outcome = "ok"
            self._breaker.succeeded()
        except ModelFault as fault:
            outcome, detail = fault.code, fault.detail
            (self._breaker.failed if fault.kind.down else self._breaker.succeeded)()
            raise
        finally:
            self._ledger.called(call, end.usage, reader.text, outcome, time.perf_counter() - started, detail)


def _finish(reader: Reader, end: End) -> None:
    try:
        reader.finish()
    except ModelFault as fault:
        raise ModelFault("overlong", fault.detail) if end.cut else fault from None
