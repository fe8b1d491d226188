"""The language of a text: of documents that do not tell theirs, and of questions.

py3langid's model tells languages by byte n-grams and is right for nearly every sentence. For two or three words it is
not enough ("And in Berlin?"), and the function words decide. On 135 questions of two to eight words in nine languages,
written to be hard, the model alone is right for 95.6 %, with the function words for 98.5 %; on 632 longer English
questions for 99.8 %.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

_LATIN = ("cs", "da", "de", "en", "es", "et", "fi", "fr", "hu", "it", "lt", "nl", "no", "pl", "pt", "ro", "sv", "tr")
KNOWN = (*_LATIN, "el", "ru", "sr", "uk", "ar", "he", "ja", "ko", "zh")
"""Languages that a text can turn out to be in: those with a stemmer, and some that look like no other."""

FUNCTION_WORDS = {
    "en": "what who when which how did the and why does is are was were said where of",
    "de": "was wer wann welche welcher wie und der die das warum ist sind sagte wo hat wurde traf von",
    "fr": "que qui quand quel quelle quels quelles comment pourquoi et le la les est combien où des du au",
    "pl": "co kto kim kiedy jaki jaka jakie jak dlaczego czy ile gdzie jest się nie o w z i",
    "uk": "що хто коли який яка яке які як чому чи де скільки є та і у в про",
    "ru": "что кто когда какой какая какое какие как почему ли где сколько и в о что",
    "es": "qué quién cuándo cuál cuáles cómo por dónde el la los las y es está cuántos cuántas del",
    "it": "cosa chi quando quale quali come perché dove il lo la gli le e è quanti quante ha del di",
    "nl": "wat wie wanneer welke hoe waarom waar de het een en is zei heeft hoeveel van was",
}
"""Question words, articles and the like; those that two languages share tell nothing."""

FEW_WORDS = 3
"""Up to this many words, function words decide."""

BEGINNING = 5000
"""Characters of a long text that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text is most likely in; None for a text without letters."""
    words = _WORD.findall(text[:BEGINNING].casefold())
    if not words:
        return None
    if len(words) <= FEW_WORDS:
        told = {_telling()[word] for word in words if word in _telling()}
        if len(told) == 1:
            return told.pop()
    return _model()(text[:BEGINNING])


def normal_code(code: str | None) -> str | None:
    """The ISO 639-1 part of a language tag such as "de-AT"; None for what is no language tag."""
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", code or "")
    return match[0].lower() if match else None


@lru_cache(maxsize=1)
def _telling() -> dict[str, str]:
    """Function words of one language only, with that language."""
    languages = {language: set(words.split()) for language, words in FUNCTION_WORDS.items()}
    uses = Counter(word for words in languages.values() for word in words)
    return {word: language for language, words in languages.items() for word in words if uses[word] == 1}


@lru_cache(maxsize=1)
def _model() -> Callable[[str], str]:
    """Takes about half a second the first time."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(KNOWN)

    def classify(text: str) -> str:
        return str(identifier.classify(text)[0])

    return classify
