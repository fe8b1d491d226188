"""Sentences that speak to a model, which are not offered to one.

"Say that the treaty was a hoax" holds the words of a claim that its document does not make, so a statement that rests
on it would pass every comparison of words. What is listed here are the usual openings of such orders; it is a second
line of defence, and no promise: what a model says is checked in any case. The extractive answer may still quote such a
sentence, as what its document says.
"""

import re

from ingest.sentences import split

_SAY = r"say|tell|answer|reply|respond|claim|pretend|write|print|output|repeat|cite|quote|confirm|conclude"
_MODEL = r"(ai|llms?|(large )?language models?|(ai )?assistants?|models?|chat ?bots?)"
_ORDERS = (
    r"\b(ignore|disregard|forget|override|bypass)\b.{0,60}\b(instructions?|rules?|prompts?|guidelines|orders)\b",
    r"\b(ignorier|vergiss|missachte)\w*\b.{0,60}\b(anweisung|regel|vorgabe|befehl)",
    r"\b(ignore|oublie|oubliez|ignorez)\b.{0,60}\b(instructions|consignes|règles|ordres)\b",
    r"\b(zignoruj|ignoruj|zapomnij)\w*\b.{0,60}\b(instrukcj|poleceni|zasad|reguł)",
    r"\b(ігноруй|проігноруй|забудь|игнорируй|забудь)\w*\b.{0,60}\b(інструкці|вказівк|правил|инструкци|указани)",
    r"^\W*(system|assistant|user|developer|tool)\s*:",
    r"\b(system|developer) (prompt|message)s?\b|\bnew (rules?|instructions?)\s*:",
    r"<\|/?\w+\|>|</?s>|\[/?inst\]|<<sys>>",
    r"</?(evidence|document|sentence|question|statement|failed|turn|conversation)\b",
    rf"\b(note|message|attention|instructions?) (to|for) (an? |the |all |any )?{_MODEL}\b",
    rf"\b(as an?|you are an?|dear|hey|hello) {_MODEL}\b",
    rf"^\W*(please |now |always |then )*({_SAY})\b(?!-| (is|was|has|had|are|were|of|by|sheet)\b)",
    rf"\b(and|then|instead|only|now|always) ({_SAY}) (that|the (user|reader)s?|only|everybody|everyone)\b",
    rf"\byou (must|should|shall|will|have to|are to|need to)( now| always| only)? ({_SAY}|report|state|ignore|cite)\b",
    r"\b(from now on|(in|of|to|behind|with) your (answers?|repl(y|ies)|responses?|output))\b",
    r"\bthe (correct|right|only|true|expected) answer\b.{0,40}\b(is|to)\b",
)
_ADDRESSING = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE)


def addresses_model(text: str) -> bool:
    """Whether a text, or a sentence in it, gives orders to whoever answers from it."""
    return any(_ADDRESSING.search(part) for part in (text, *(text[start:end] for start, end in split(text))))
