"""The shipped reader as a judge of statements: what it was taught to tell apart."""

from service.reader import Reader
from service.reader.entailment import ReaderEntailment

QUOTES = [
    "The ferry company had asked the port for a delay of two weeks.",
    "The port turned the request down on Monday, because the dredgers had already been hired.",
]


def test_a_paraphrase_has_more_support_than_what_is_not_said(reader: Reader) -> None:
    judge = ReaderEntailment(reader)
    told = judge.support("The harbour refused to wait, since the digging machines were under contract.", QUOTES)
    added = judge.support("The harbour refused to wait, since the minister had threatened it with a fine.", QUOTES)
    assert told > added


def test_another_subject_has_none(reader: Reader) -> None:
    assert ReaderEntailment(reader).support("Olive oil has become dearer in Spain.", QUOTES) < -2


def test_quotes_without_a_sentence_can_be_asked_about(reader: Reader) -> None:
    assert ReaderEntailment(reader).support("The harbour refused.", ["…"]) < 0
