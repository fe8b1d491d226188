"""Page furniture out, content untouched.

A document that was copied or crawled from a page carries what the page says to its visitors: navigation, prompts to
share and subscribe, strings of key words, cookie notices, solicitations of comments, related links, tags, author
boxes, copyright. `ingest.furniture` knows how these are worded; this module decides where they may be taken out:

- a prompt is a whole sentence, wherever it stands, unless somebody says it (inside quotation marks, or reported);
- labels with their links, tags, copyright and navigation are whole blocks;
- an author box is a last section; a question to the reader goes with the solicitation that follows it.

In doubt a sentence stays: a stray prompt does little harm, a missing sentence is a wrong answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import furniture, sentences
from ingest.blocks import PAGE_BREAK, Block
from ingest.furniture import matcher

_PROMPTS = (
    furniture.POINTERS + furniture.SUBSCRIPTIONS + furniture.COOKIES + furniture.SOLICITATIONS + furniture.APPEALS
)
_WHOLE_BLOCKS = furniture.COPYRIGHT + furniture.NAVIGATION
_ORNAMENT = re.compile(r"^[^\w\"'“”„«»‘’©(#]+")
_OPENING, _CLOSING = "“„«", "”»"
_LINK_WORDS = 20
_TAG_WORDS = 4
_BOX_BLOCKS = 3


def clean(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without page furniture; all of them if nothing else were left."""
    kept = _without_boxes(blocks)
    kept = [cleaned for block in kept if (cleaned := _cleaned(block)).text]
    kept = _without_closing_questions(kept)
    return kept or list(blocks)


def without_prompts(text: str) -> str:
    """One block's text without the prompts in it; the same object if there are none."""
    spans = sentences.split(text)
    drop = _prompts(text, spans)
    if not any(drop):
        return text
    kept = ""
    for (start, end), dropped in zip(spans, drop, strict=True):
        if dropped:
            kept = re.sub(r"(?<!\.)\.\.$", ".", kept)  # "NATO.. Find out more": the full stop of the prompt's glue
            kept += PAGE_BREAK * text[start:end].count(PAGE_BREAK)
        else:
            kept += (_gap(text, start) if kept else "") + text[start:end]
    return kept.strip() if re.search(r"\w", kept) else ""


def _gap(text: str, start: int) -> str:
    return PAGE_BREAK if PAGE_BREAK in text[max(0, start - 2) : start] else " "


def _prompts(text: str, spans: Sequence[sentences.Span]) -> list[bool]:
    """Which sentences go: prompts, and questions to the reader right before a solicitation."""
    drop = [_is_prompt(text, start, end) for start, end in spans]
    for index in range(len(spans) - 2, -1, -1):
        start, end = spans[index]
        following = text[slice(*spans[index + 1])]
        if drop[index + 1] and _matches(furniture.SOLICITATIONS, following) and _asks_reader(text[start:end]):
            drop[index] = True
    return drop


def _is_prompt(text: str, start: int, end: int) -> bool:
    sentence = text[start:end]
    return (
        _matches(_PROMPTS, sentence)
        and not re.search(furniture.REPORTED, sentence, re.IGNORECASE)
        and not _quoted(text[:start])
    )


def _quoted(before: str) -> bool:
    """Whether a quotation is open behind `before`."""
    opened = sum(before.count(mark) for mark in _OPENING)
    closed = sum(before.count(mark) for mark in _CLOSING)
    if "„" in before:
        closed += before.count("“")  # German and Polish close with what English opens with
        opened -= before.count("“")
    return opened > closed or before.count('"') % 2 == 1


def _asks_reader(sentence: str) -> bool:
    return sentence.endswith("?") and re.search(furniture.READER_ADDRESS, sentence, re.IGNORECASE) is not None


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    bare = _ORNAMENT.sub("", text).strip()
    if bare.startswith(("(", "[")) and bare.endswith((")", "]")):
        bare = bare[1:-1]
    return matcher(patterns).match(bare) is not None


def _cleaned(block: Block) -> Block:
    """The block without prompts; its text is empty if it is furniture as a whole."""
    if block.role == "row":
        return block
    if _matches(_WHOLE_BLOCKS, block.text) or _is_tag_list(block.text):
        return replace(block, text="")
    if block.role == "prose" and _matches(furniture.BUTTONS, block.text):
        return replace(block, text="")
    text = without_prompts(block.text)
    if block.role == "heading" and text != block.text:
        text = text.removesuffix(".")  # it came with the prompt
    return replace(block, text=text)


def _is_tag_list(text: str) -> bool:
    """Whether this is "Tags: Ukraine, NATO" or "#Ukraine #NATO": no sentence, only short items."""
    if re.fullmatch(r"(?:#\w+[\s,]*){2,}", text):
        return True
    label = re.match(rf"(?:{furniture.TAG_LABELS[0]})\s*:\s*", text, re.IGNORECASE)
    items = re.split(r"[,;|·•#]", text[label.end() :]) if label else []
    return bool(items) and not text.endswith((".", "?", "!")) and all(len(item.split()) <= _TAG_WORDS for item in items)


def _without_boxes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without boxes of related links and without an author box at the end."""
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        end = _related_end(blocks, index) or _author_end(blocks, index)
        if end is None:
            kept.append(blocks[index])
            index += 1
        else:
            index = end
    return kept


def _related_end(blocks: Sequence[Block], index: int) -> int | None:
    """Where the box of related links that begins at `index` ends; None if none begins there."""
    block = blocks[index]
    if block.role == "row":
        return None
    label = re.match(
        rf"(?:{matcher(furniture.RELATED_LABELS).pattern})\s*(?P<colon>[:：»–—-]?)\s*", block.text, re.IGNORECASE
    )
    if label is None or (block.text[label.end() :] and not label["colon"]):
        return None
    if block.text[label.end() :]:
        return index + 1 if _is_link_title(block.text[label.end() :]) else None
    end = index + 1
    while end < len(blocks) and blocks[end].role == "item" and _is_link_title(blocks[end].text):
        end += 1
    return end


def _is_link_title(text: str) -> bool:
    return len(text.split()) <= _LINK_WORDS and not text.endswith(".")


def _author_end(blocks: Sequence[Block], index: int) -> int | None:
    """The end of the document if only an author box and furniture are left from `index` on."""
    block = blocks[index]
    label = matcher(furniture.AUTHOR_LABELS).match(block.text)
    if block.role == "row" or label is None or not re.match(r"\s*(?::|$)", block.text[label.end() :]):
        return None
    rest = [cleaned for other in blocks[index + 1 :] if (cleaned := _cleaned(other)).text]
    box = len(rest) <= _BOX_BLOCKS and all(other.role == "prose" for other in rest)
    return len(blocks) if box else None


def _without_closing_questions(blocks: list[Block]) -> list[Block]:
    """The blocks without a question to the reader at the end: "What do you think?"."""
    while blocks and blocks[-1].role == "prose":
        text = blocks[-1].text
        start, end = next(reversed(sentences.split(text)), (0, 0))
        if not _matches(furniture.READER_QUESTIONS, text[start:end]) or _quoted(text[:start]):
            break
        rest = text[:start].rstrip()
        blocks = [*blocks[:-1], *([replace(blocks[-1], text=rest)] if rest else [])]
    return blocks
