"""Drafts checked by the rules and a model together, whose opinion is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.verification.check import Checked, Evidence, check

TOLD = Evidence("Alone, the adviser believes, the airline would have to raise capital at a discount.")
BESIDE = Evidence("The works council met in the canteen on Tuesday, 4 May 2032.")
BOLD = "Staying independent would force the carrier to obtain fresh funds at a reduced price."


@dataclass
class Opinion:
    """A model that believes in one quote, and remembers what it was asked."""

    believed: str
    doubt: float = -9.0
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def support(self, statement: str, quotes: Sequence[str]) -> float:
        self.asked.append(tuple(quotes))
        return 8.0 if any(self.believed in quote for quote in quotes) else self.doubt


def only(draft: str, opinion: Opinion) -> Checked:
    (found,) = check(draft, lambda _: [BESIDE, TOLD], "en", opinion)
    return found


def test_what_the_model_is_sure_of_is_supported_with_the_evidence_that_says_it() -> None:
    found = only(BOLD, Opinion(TOLD.text))
    assert found.verdict == "supported"
    assert found.evidence == (TOLD,)


def test_without_a_model_or_where_it_disbelieves_the_same_sentence_is_not_supported() -> None:
    assert only(BOLD, Opinion("something else")).verdict != "supported"
    (ruled,) = check(BOLD, lambda _: [BESIDE, TOLD], "en")
    assert ruled.verdict != "supported"


def test_another_day_is_not_outweighed_by_the_model() -> None:
    found = only("The works council met in the canteen on Tuesday, 11 May 2032.", Opinion(BESIDE.text))
    assert found.verdict == "contradicted"
    assert "4 May 2032" in found.why


def test_what_the_rules_find_supported_is_not_asked_about() -> None:
    opinion = Opinion(BESIDE.text)
    assert only("The works council met in the canteen on 4 May 2032.", opinion).verdict == "supported"
    assert opinion.asked == []


def test_a_sentence_that_no_evidence_is_about_is_not_found() -> None:
    assert only("The president of Norrland signed the fishing treaty.", Opinion("no quote")).verdict == "not_found"


def test_what_is_told_otherwise_names_the_words_that_differ() -> None:
    told = Evidence("The prime minister of Vesta asked the board on 3 May to publish the audit of the dam at Tavira.")
    draft = "The prime minister of Vesta asked the board on 3 May to soften the audit of the dam at Tavira."
    (found,) = check(draft, lambda _: [told, BESIDE], "en", Opinion("no quote", doubt=-1.0))
    assert found.verdict == "contradicted"
    assert "soften" in found.why
    assert found.evidence == (told,)
