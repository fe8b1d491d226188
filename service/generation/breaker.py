"""A circuit breaker: a server that failed several times in a row is left alone for a while, then tried by one call."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Safe for concurrent use.

    Args:
        failures: in a row, after which no calls are let through.
        seconds: for how long; then one call is let through, and its success or failure decides.
        clock: seconds that only grow.
    """

    def __init__(self, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._failures, self._seconds, self._clock = failures, seconds, clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._closed_again_at = 0.0

    @property
    def open(self) -> bool:
        """Whether calls are kept back just now."""
        with self._lock:
            return self._in_a_row >= self._failures and self._clock() < self._closed_again_at

    def admit(self) -> bool:
        """Whether a call may be made. One that may after a pause keeps the others back until it is over."""
        with self._lock:
            if self._in_a_row < self._failures:
                return True
            if self._clock() < self._closed_again_at:
                return False
            self._closed_again_at = self._clock() + self._seconds
            return True

    def succeeded(self) -> None:
        """The server answered."""
        with self._lock:
            self._in_a_row = 0

    def failed(self) -> None:
        """The server did not."""
        with self._lock:
            self._in_a_row += 1
            if self._in_a_row >= self._failures:
                self._closed_again_at = self._clock() + self._seconds
