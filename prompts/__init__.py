"""Every text that is sent to a model, one file each, with its version.

A file begins with `version: NAME-NUMBER`; `[system]` and `[user]` begin the two messages, `$name` is filled in. Whoever
changes a text raises its number: every answer records the versions that it was made with.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

_PARTS = re.compile(r"^\[(system|user)\]\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One text."""

    version: str
    system: str
    user: str

    def filled(self, **values: object) -> tuple[str, str]:
        """The system and the user message. Raises KeyError for a place that no value fills.

        Values are not looked into: a `$` in one of them stays what it is.
        """
        return Template(self.system).substitute(values), Template(self.user).substitute(values)


@cache
def prompt(name: str) -> Prompt:
    """The text of a file of this folder, by its name without ending. Raises FileNotFoundError."""
    text = files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    head, *parts = _PARTS.split(text)
    messages = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    return Prompt(head.removeprefix("version:").strip(), messages["system"], messages.get("user", ""))
