"""The fixed texts of answers, in the question's language."""

from datetime import date

from index.documents import Metadata
from service.languages import LanguagePack

_QUOTE_LENGTH = 240
"""Characters of the nearest passage that a reason quotes."""


def refusal(words: LanguagePack, as_of: date | None) -> str:
    """The answer when the documents do not say."""
    if as_of is None:
        return words.wording["refusal"]
    return words.wording["refusal_as_of"].format(as_of=as_of.isoformat())


def nearest(words: LanguagePack, quote: str, metadata: Metadata) -> str:
    """What comes nearest to an answer, for a refusal's reason."""
    text = " ".join(quote.split())
    if len(text) > _QUOTE_LENGTH:
        text = text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    published = metadata.published.isoformat() if metadata.published else words.wording["undated"]
    return words.wording["nearest"].format(quote=text, title=metadata.title or "–", date=published)


def listed(items: list[str], words: LanguagePack) -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {words.conjunction} {items[-1]}"
