"""The words by which documents tell that their own sources disagree, and who says what; English unless told otherwise.

They name sources, reports and disagreement, never a subject. Texts in other languages are known by fewer of them.
"""

import re

_RECORDS = (
    r"pages?|sites?|posts?|outlets?|reports?|newspapers?|papers?|agenc(?:y|ies)|digests?|blogs?|relays?|stor(?:y|ies)"
    r"|sources?|articles?|accounts?|versions?|media|press|texts?|releases?|websites?|aggregators?"
    r"|magazines?|bulletins?"
    r"|chronicles?|dispatch(?:es)?|estimates?|counts?|witness(?:es)?|letters?|editions?|broadcasters?|dail(?:y|ies)"
    r"|journals?|registers?|files?|books?|gazettes?|reckoning"
)
_TOLD = (
    r"figures|numbers|dates|answers|lengths|counts|totals|names|claims|statements|estimates|details|information|voices"
)

DISAGREEMENT = re.compile(
    rf"\b(?:{_RECORDS}|{_TOLD}) (?:\w+ )?disagree(?:d|s)?\b|\bdisagreements? (?:between|among"
    rf"|of) (?:the )?(?:{_RECORDS})|\bdiscrepan|\bcontradict(?:s|ed|ing)? (?:each|one another|itself)"
    rf"|\bcontradictory (?:{_RECORDS}|{_TOLD})"
    rf"|\bconflicting (?:{_RECORDS}|{_TOLD})|\b(?:been |stand |are |is )in conflict\b"
    rf"|\bdo(?:es)? not agree (?:on|about|with each)"
    rf"|\b(?:{_RECORDS}|{_TOLD}|sources) (?:\w+ )?(?:differ|diverge|vary|conflict)\b"
    rf"|\bdifferent (?:{_RECORDS}|{_TOLD})\b"
    rf"|\b(?:two|three|four|five|several|various|rival|competing|many) (?:\w+ )?(?:{_RECORDS}|{_TOLD})"
    r" (?:circulate|exist|(?:are|were|have been) (?:in use|given|told|known|current))"
    r"|\b(?:two|three|four|five|several|various|many) (?:[\w-]+ ){1,3}(?:are|were) (?:in circulation|on record)\b"
    r"|\bhas (?:two|three|several) (?:dates|names|values|totals)\b|\bis disputed between\b"
    r"|\bversions next to one another\b"
    r"|\bpress review\b|\bPresseschau\b|\brevue de presse\b|\bprzegląd prasy\b|\bогляд преси\b"
    r"|\b(?:Quellen|Angaben|Berichte|Zahlen) (?:\w+ ){0,2}(?:widersprechen|unterscheiden|weichen|gehen auseinander)"
    r"|\bwidersprüchliche\w* (?:Angaben|Berichte|Zahlen)|\bles sources (?:divergent|se contredisent"
    r"|ne s['’]accordent)"
    r"|\b(?:chiffres|récits|versions) (?:divergent|contradictoires)|\bźródła (?:są niezgodne|podają różne|różnią się)"
    r"|\bsprzeczne (?:dane|relacje|informacje)|джерела (?:розходяться|суперечать)|суперечливі (?:дані|відомості)",
    re.IGNORECASE,
)
"""A text says that it puts sources side by side, as those do that do not agree."""

_SAYING = (
    r"said|says?|told|states?|stated|wrote|writes?|reported|reports (?:a|an|that|the)|according to"
    r"|claims?|claimed|puts?|counts?"
    r"|counted|credits?|has it|have it|has (?=\W?\d)|prints?|printed|quotes?|quoted|names"
    r"|version carried by|introduces"
    r"|reckons?|insists?|maintains?|spoke of|speaks of|denies|denied|confirms|confirmed|let it be understood"
    r"|laut|nach Angaben|sagte|berichtet\w*|schrieb|selon|d['’]après|a déclaré|według|podał\w*|pisze"
    r"|за даними|повідом\w*"
)
SAID = re.compile(rf"\b(?i:{_SAYING})\b|^For (?:President |the )?[A-Z]")
"""Somebody says something."""

SOURCE = re.compile(
    rf"\b(?i:{_RECORDS}|another|others|elsewhere|a third|a second|{_SAYING})\b"
    r"|\b(?:gives?|gave|dates?|dated|estimates?|estimated|places?|reports"
    r"|for [A-Z]\w+|for \w+(?=\W*$)|by the reckoning)\b"
)
"""Words by which somebody is made answerable for what is said."""

ONE = re.compile(
    rf"\b(?:one|some|most|many|several|a|an|the|\w+) (?:\w+ ){{0,3}}(?:{_RECORDS})\b|\bsome\b|\bmost\b", re.IGNORECASE
)
ANOTHER = re.compile(
    rf"\b(?:another|others|elsewhere|a third)\b|(?<!no )\bother (?:\w+ )?(?:{_RECORDS})\b", re.IGNORECASE
)
"""One source against another: what is said after the second of them is another version."""

RECORD = re.compile(rf"\b(?:{_RECORDS})\b", re.IGNORECASE)

ESTIMATED = re.compile(
    r"\b(?:spoke of|speaks? of|counted|counts?|estimated?|estimates|reckons?|reckoned|puts? the"
    r"|gave the (?:number|figure))\b"
)
"""Somebody gives a value that is not for them to choose: what two of them differ in is no two plans."""

REFUTED = re.compile(
    r"\b(?:does not fit|is wrong|was wrong|is (?:an|a plain) error|was an error|is mistaken"
    r"|is incorrect|is not true|is false"
    r"|wrong document|a slip|by mistake|that is an error)\b",
    re.IGNORECASE,
)
"""What a source says is refused by the document that reports it."""

OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]ur|I)\b")
OWN_VIEW = re.compile(r"\b(?:we|our|us|I)\b|\?\s*$|:\s*$")
"""A sentence in which the document speaks for itself, asks or announces."""

COLUMN = re.compile(
    rf"\b(?:{_RECORDS}|who|where|according to|source|version|outlet|Quelle|Quellen|Angabe|version|qui"
    rf"|źródło|kto|джерело|хто)\b",
    re.IGNORECASE,
)
"""The name of a column that tells who says what stands in a row."""

STRONG_JOINT = re.compile(
    r"\s*;\s*(?:and |while |but )?|\s*,\s+(?:while|whereas|but|während|tandis que|natomiast"
    r"|alors que) |\s+(?:while|whereas)\s+"
)
"""Between two clauses set against each other."""

JOINT = re.compile(
    r"\s*;\s*|\s*,\s+(?:and |while |whereas |but |or |although |und |während |et |tandis que |a |natomiast |а )?"
    r"|\s+(?:while|whereas|or|oder|ou|lub|або)\s+|\s+and\s+(?=others?\b|another\b|elsewhere\b)"
)
"""Between what one source says and what another one says."""

ATTRIBUTION = re.compile(
    r"^(?:[Aa]ccording to [^,]+,\s*|[^,;]{0,90}(?:, [^,;]{0,90},)?\s*\b(?:said|says|states?|stated"
    r"|wrote|writes|reported|reports"
    r"|claims|claimed|told [^,;]{0,30}|noted|notes|announced|declared|maintains?|insists?|argued"
    r"|argues|believes?|added"
    r"|recalls?|remembers?)"
    r"(?: (?:on|in) [^,;]{0,25}?)?(?: that\b|,|:)\s*"
    r"|(?:[^,;]{0,25}, )?(?:[A-Z][\w’'-]*|[Tt]he|[Oo]ne|[Aa]|[Aa]n|same"
    r"|\w+) (?:[\w’'-]+ ){0,5}?(?:puts|put|gives|gave|dates|dated|has|counts|counted)"
    r"(?=\s+the\b)\s*)"
    r"|,\s*(?:according to|says|said|as) [^,;]{0,60}$"
)
"""Who says it, before or after what is said."""

AUTHORED = re.compile(
    r"\b(?:wrote|written|drafted|authored?|drew up|drawn up|composed|painted|designed|discovered"
    r"|invented|founded|built"
    r"|published|posted|directed|chaired|presided|led|won|killed|shot|succeeded|appointed|conquered"
    r"|commissioned|translated"
    r"|handed|proposed|dictated|carved|sculpted|opened|ordered|sent|signed by|brought|made|created"
    r"|recorded|taken|given) |\bfirst\b"
    r"|\bauthor of\b",
    re.IGNORECASE,
)
"""What has one doer, so that two sentences that name another one cannot both be right."""

_QUALIFIERS = {
    "limit": r"cap|caps|capped|ceilings?|limit\w*|maximum|restrict\w*|up to|no more than|quota|threshold",
    "least": r"minimum|at least|floor",
    "planned": r"would|will|propos\w+|planned|plans? to|targets?|aims?|demand\w*|wants?|wanted"
    r"|offer\w*|request\w*|asked for|budget\w*"
    r"|forecast\w*|expect\w*|project(?:ed|s|ions?)|hopes?|should|shall|could|may|might|intend\w*|schedul\w*",
    "past": r"before the|pre-?war|former(?:ly)?|previous(?:ly)?|last (?:year|month|week|season"
    r"|century)|original(?:ly)?|at first"
    r"|initial(?:ly)?|used to|had been|until|earlier|once|ago|old|by then|in those days",
    "later": r"later|afterwards|eventually|finally|in the end|by now|meanwhile|since then|new|revised"
    r"|updated|second|next|final",
    "part": r"half of|part of|parts of|of which|of them|of these|of those|(?:among them"
    r"|including)(?= (?:\w+ )?\d)|further|additional\w*|another(?= \d)|more(?! than)"
    r"|remaining|remainder|rest|each|per|apiece|only part|some of|alone",
    "mean": r"average|averages|mean|median|typical\w*|peak|highest|lowest|at its height|in spring"
    r"|in summer|in autumn|in winter",
    "peace": r"peacetime|in peace|wartime|in war",
    "net": r"net|gross|excluding|before tax|after tax|without",
    "draft": r"draft|drafts|rewrite|counter-?\w+|amended|annex\w*",
}
QUALIFIERS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _QUALIFIERS.items()}
"""What makes a value one of another thing: a limit is no strength, a plan no state, a part no whole."""


def qualifiers(text: str) -> frozenset[str]:
    """The kinds of qualifiers in a text."""
    return frozenset(name for name, pattern in QUALIFIERS.items() if pattern.search(text))
