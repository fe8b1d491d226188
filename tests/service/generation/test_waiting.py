import pytest

from service.generation import waiting
from service.generation.breaker import Breaker
from service.generation.translation import redacted, retry_after
from service.generation.waiting import Deadline, pause_before


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_pauses_double_and_differ_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_FIRST", 0.5)
    assert [pause_before(attempt, None, lambda: 1.0) for attempt in (1, 2, 3, 9)] == [0.5, 1.0, 2.0, 8.0]
    assert pause_before(1, None, lambda: 0.0) == 0.25
    assert pause_before(1, 7.0, lambda: 0.0) >= 7.0


def test_a_deadline_leaves_no_time_after_it() -> None:
    clock = Clock()
    deadline = Deadline(10, clock)
    clock.now += 4
    assert deadline.left == 6
    assert deadline.allows(3)
    assert not deadline.allows(5.5)
    clock.now += 10
    assert deadline.left == 0


def test_a_breaker_lets_one_call_through_after_its_pause() -> None:
    clock = Clock()
    breaker = Breaker(2, 30, clock)
    for _ in range(2):
        assert breaker.admit()
        breaker.failed()
    assert breaker.open
    assert not breaker.admit()
    clock.now += 31
    assert not breaker.open
    assert [breaker.admit(), breaker.admit()] == [True, False]
    breaker.failed()
    assert not breaker.admit()
    clock.now += 31
    assert breaker.admit()
    breaker.succeeded()
    assert [breaker.admit(), breaker.admit()] == [True, True]


def test_successes_between_failures_keep_a_breaker_closed() -> None:
    breaker = Breaker(2, 30, Clock())
    for _ in range(3):
        breaker.failed()
        assert breaker.admit()
        breaker.succeeded()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "-2"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0.0),
    ],
)
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_a_key_is_struck_out_and_the_rest_is_short() -> None:
    told = redacted("bad key sk-1\n" + "x" * 1000, "sk-1")
    assert told.startswith("bad key *** xxx")
    assert len(told) == 300
