"""How long is waited: the time that one answer may take, and the pauses between tries."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from service.generation.calls import TICK, Pause

_FIRST = 0.5
_MOST = 8.0
"""Seconds of the first pause and of the longest that nobody asked for."""
_WORTH_A_TRY = 1.0
"""Seconds that must be left after a pause."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of the time that one answer may take."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    started: float = field(default=-1.0)

    def __post_init__(self) -> None:
        if self.started < 0:
            object.__setattr__(self, "started", self.clock())

    @property
    def left(self) -> float:
        """Seconds until it, 0 after it."""
        return max(0.0, self.started + self.seconds - self.clock())

    def allows(self, pause: float) -> bool:
        """Whether another try after a pause can still come to something."""
        return self.left > pause + _WORTH_A_TRY


def pause_before(attempt: int, asked_for: float | None, jitter: Callable[[], float] = random.random) -> float:
    """Seconds to wait before a try, `attempt` being 1 for the second one.

    Doubled each time, the upper half of it by chance, so that many callers do not come back together; never shorter
    than a server asked for.
    """
    usual: float = min(_MOST, _FIRST * 2 ** (attempt - 1)) * (0.5 + jitter() / 2)
    return usual if asked_for is None else asked_for + usual * 0.1


def pausing(seconds: float) -> Iterator[Pause]:
    """Wait, looking up from time to time."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(TICK, left))
        yield Pause()
