"""What the calls for one answer took: tokens, money, time; the source of what an answer tells about its making."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from service.answer import Generation
from service.generation.calls import Call, Usage
from service.generation.options import Options, prompt_versions, settings_hash

log = structlog.get_logger(__name__)

_BYTES_A_TOKEN = 3
"""Fewer than any language needs on average with current tokenizers, so estimates are rather too high."""


def tokens_in(text: str) -> int:
    """About how many tokens a text has for a model whose tokenizer is not known."""
    return math.ceil(len(text.encode(errors="replace")) / _BYTES_A_TOKEN)


@dataclass
class Ledger:
    """The calls made for one answer, one after the other."""

    model: str
    options: Options
    clock: Callable[[], float] = time.perf_counter
    started: float = field(default=-1.0)
    calls: int = 0
    read: int = 0
    written: int = 0
    estimated: bool = False
    repaired: int = 0
    first_statement: float | None = None
    purposes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.started < 0:
            self.started = self.clock()

    def called(self, call: Call, usage: Usage | None, wrote: str, outcome: str, seconds: float, detail: str) -> None:
        """A call is over. Without `usage`, as when it was cut off, its tokens are estimated."""
        if usage is None:
            usage = Usage(tokens_in(call.system) + tokens_in(call.user), tokens_in(wrote))
            self.estimated = True
        self.calls += 1
        self.purposes.add(call.purpose)
        self.read += usage.prompt
        self.written += usage.completion
        log.info(
            "model_called",
            purpose=call.purpose,
            model=self.model,
            outcome=outcome,
            detail=detail or None,
            ms=round(seconds * 1000, 1),
            prompt_tokens=usage.prompt,
            completion_tokens=usage.completion,
        )

    def stated(self) -> None:
        """A statement leaves."""
        if self.first_statement is None:
            self.first_statement = self.clock() - self.started

    def told(self) -> Generation | None:
        """What the answer tells; None when no call was made."""
        if not self.calls:
            return None
        versions = prompt_versions()
        return Generation(
            model=self.model,
            prompts={purpose: versions[purpose] for purpose in sorted(self.purposes)},
            settings_hash=settings_hash(self.model, self.options),
            calls=self.calls,
            prompt_tokens=self.read,
            completion_tokens=self.written,
            estimated=self.estimated,
            cost=self._cost(),
            repaired=self.repaired,
            first_statement_ms=None if self.first_statement is None else round(self.first_statement * 1000, 1),
        )

    def _cost(self) -> float | None:
        prices = (self.options.input_price, self.options.output_price)
        if prices == (None, None):
            return None
        return round((self.read * (prices[0] or 0) + self.written * (prices[1] or 0)) / 1e6, 8)
