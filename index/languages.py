"""The language of a text, by its script and its function words."""

import re

WORDS = {
    "en": "the of and to in is what who when which how did was were for that does do are by on with from why where",
    "de": "der die das und ist was wer wann welche welcher wie hat wurde von im den dem für mit auf ein eine warum wo",
    "fr": "le la les de des et est que qui quand quel quelle comment a été du dans pour une un pourquoi où au",
    "pl": "i w na z jest co kto kiedy jaki jaka jakie jak czy nie się do po dlaczego gdzie ile przez został za od",
    "es": "el la los las de y es que qué quién cuándo cuál cómo en para por una un dónde del fue cuántos al",
    "it": "il la le di e è che chi quando quale come nel per una un dove perché del della gli fu dei ha",
    "nl": "de het een en is wat wie wanneer welke hoe van in voor met op waarom waar werd zijn door aan",
    "uk": "і в на з що хто коли який яка як чи не до чому де скільки був про та від за у це",
    "ru": "и в на с что кто когда какой какая как ли не до почему где сколько был о от за у это",
}

_SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}


def language_of(text: str) -> str | None:
    """The ISO 639-1 language of a text; None if it shows none that is known."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    scores = {language: sum(word in known for word in words) for language, known in _SETS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else None


def normal_code(code: str | None) -> str | None:
    """The ISO 639-1 part of a language tag such as "de-AT"; None for what is no language tag."""
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", code or "")
    return match[0].lower() if match else None
