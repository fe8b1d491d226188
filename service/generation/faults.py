"""What can go wrong with a model, and what the reader of an answer is told about it.

A fault's `detail` may repeat what a server said and goes to the log only; a note holds none of it, so no key and no
text of a stranger gets into an answer.
"""

from dataclasses import dataclass
from typing import Literal

from service.answer import Note

Code = Literal[
    "unreachable", "timeout", "rate_limited", "server_error", "unauthorised", "unknown_model", "bad_request",
    "context_too_long", "empty", "malformed", "overlong", "declined", "paused", "unverified", "other_language",
    "incomplete", "rewritten_without_model",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What all faults of one code have in common."""

    told: str
    retry: bool = False
    """Whether it may be over at the next try."""
    down: bool = False
    """Whether it speaks against the server, and not against one call."""


KINDS: dict[Code, Kind] = {
    "unreachable": Kind("The model's server could not be reached.", retry=True, down=True),
    "timeout": Kind("The model did not answer in time.", retry=True, down=True),
    "rate_limited": Kind("The model's server turned the request away because it has too many.", retry=True, down=True),
    "server_error": Kind("The model's server failed.", retry=True, down=True),
    "unauthorised": Kind("The model's server did not accept the key of this service.", down=True),
    "unknown_model": Kind("The model's server does not have the model that this service asks for.", down=True),
    "bad_request": Kind("The model's server could not use the request."),
    "context_too_long": Kind("The evidence is too long for the model."),
    "empty": Kind("The model answered with nothing.", retry=True),
    "malformed": Kind("The model's answer did not have the form that was asked for.", retry=True),
    "overlong": Kind("The model wrote more than it may."),
    "declined": Kind("The model declined to answer."),
    "paused": Kind("The model's server has failed several times and is left alone for a while."),
    "unverified": Kind("Nothing that the model wrote was supported by the sentences that it cited."),
    "other_language": Kind("The evidence is in another language than the question, where no wording can be checked."),
    "incomplete": Kind("The model's answer broke off; the statements here were complete by then."),
    "rewritten_without_model": Kind("The follow-up was understood by rules, without the model."),
}

INSTEAD = "The documents are quoted instead."


class ModelFault(Exception):
    """A model gave no answer, or none that can be used."""

    def __init__(self, code: Code, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: Code = code
        self.detail = detail
        self.retry_after = retry_after
        """Seconds that the server asks to wait."""

    @property
    def kind(self) -> Kind:
        """What it has in common with others of its code."""
        return KINDS[self.code]


def note(code: Code, instead: bool = False) -> Note:
    """What the reader is told; `instead` says that the documents are quoted instead."""
    return Note(code, f"{KINDS[code].told} {INSTEAD}" if instead else KINDS[code].told)
