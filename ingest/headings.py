"""Headings: which bold lines are meant as one, and which stand over a list of sources."""

import re

_FEW_WORDS = 14

_REFERENCE = re.compile(
    r"""(?:\d{1,2}\.?\s+|[IVX]+\.?\s+|[A-Z]\.\s+)?
    (?:
        (?:main\s|our\s|primary\s|selected\s|list\sof\s|notes\sand\s|quoted\s|further\s)?
        (?:sources?|references?|bibliography|works\scited|endnotes|footnotes
         |further\sreading|source\s(?:list|notes?))
        (?:\s(?:and|&)\s(?:notes|links|reliability|references|further\sreading)|\s(?:used|cited|consulted|quoted))?
      | (?:genutzte\s|verwendete\s|benutzte\s)?
        (?:quellen|quellenangaben?|quellenverzeichnis|quellennachweise?
         |literatur|literaturverzeichnis|einzelnachweise|nachweise)
        (?:\sund\s(?:anmerkungen|hinweise|literatur|links))?
      | (?:références|bibliographie|sources\set\s(?:notes|fiabilité|références)
         |sources\s(?:utilisées|citées|consultées))
      | (?:wykorzystane\s)?(?:źródła|bibliografia|przypisy|literatura)(?:\si\s(?:przypisy|uwagi))?
      | (?:використані\s)?(?:джерела|посилання|бібліографія|література|список\sджерел|примітки)
      | (?:источники|список\sисточников|литература|библиография|примечания)
      | (?:fuentes|referencias|fonti|bronnen)
    )
    (?:\s\([^)]*\))?\s*:?""",
    re.IGNORECASE | re.VERBOSE,
)


def looks_like_heading(bold: str) -> bool:
    """Whether a paragraph that is bold from end to end is a heading: short, and no sentence."""
    return 0 < len(bold.split()) <= _FEW_WORDS and not bold.endswith((".", "!", ",", ";", ":", "…"))


def is_reference_heading(heading: str) -> bool:
    """Whether a heading stands over a list of sources, in any of the languages known."""
    return _REFERENCE.fullmatch(heading.strip()) is not None
