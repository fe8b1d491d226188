from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Passage, Sentence, document_id
from ingest.passages import FEWEST_WORDS, MOST_WORDS, Paragraph, count_words, pack


class Draft:
    """Builds a text of paragraphs with given numbers of words."""

    def __init__(self) -> None:
        self.text = ""
        self.paragraphs: list[Paragraph] = []
        self._section: str | None = None

    def heading(self, title: str, page: int | None = None) -> None:
        self._section = title
        self._add([title], page, heading=True)

    def paragraph(
        self, *sentences: int, page: int | None = None, last_page: int | None = None, colon: bool = False
    ) -> None:
        texts = ["w " * (words - 1) + ("end:" if colon else "end.") for words in sentences]
        self._add(texts, page, last_page=last_page, colon=colon)

    def _add(
        self,
        texts: list[str],
        page: int | None,
        *,
        heading: bool = False,
        last_page: int | None = None,
        colon: bool = False,
    ) -> None:
        self.text += "\n\n" if self.text else ""
        spans: list[Sentence] = []
        for text in texts:
            self.text += " " if spans else ""
            spans.append(Sentence(len(self.text), len(self.text) + len(text), "heading" if heading else "prose"))
            self.text += text
        pages = (*(page for _ in spans[1:]), last_page or page)
        words = sum(count_words(text) for text in texts)
        self.paragraphs.append(Paragraph(tuple(spans), pages, words, self._section, heading, colon))

    def packed(self) -> tuple[Passage, ...]:
        return pack(self.text, document_id(self.text), self.paragraphs)

    def sizes(self) -> list[int]:
        return [count_words(self.text[passage.start : passage.end]) for passage in self.packed()]


def test_a_paragraph_of_the_right_size_is_a_passage() -> None:
    draft = Draft()
    for words in (60, 160, 100, 90):
        draft.paragraph(words // 2, words - words // 2)
    assert draft.sizes() == [60, 160, 100, 90]


def test_short_neighbours_are_merged() -> None:
    draft = Draft()
    for words in (30, 40, 20, 50):
        draft.paragraph(words)
    assert draft.sizes() == [70, 70]


def test_a_short_paragraph_between_two_good_ones_joins_one_of_them() -> None:
    draft = Draft()
    for words in (100, 10, 120):
        draft.paragraph(words)
    assert len(draft.sizes()) == 2


def test_a_long_paragraph_is_split_evenly_at_sentence_ends() -> None:
    draft = Draft()
    draft.paragraph(*[20] * 17)
    assert draft.sizes() == [120, 120, 100] or draft.sizes() == [100, 120, 120] or draft.sizes() == [120, 100, 120]


def test_one_endless_sentence_is_a_passage() -> None:
    draft = Draft()
    draft.paragraph(400)
    assert draft.sizes() == [400]


def test_a_heading_belongs_to_the_passage_after_it_and_is_its_section() -> None:
    draft = Draft()
    draft.heading("Title")
    draft.heading("Money")
    draft.paragraph(80)
    draft.heading("Army")
    draft.paragraph(90)
    money, army = draft.packed()
    assert draft.text[money.start :].startswith("Title\n\nMoney\n\nw w")
    assert (money.section, army.section) == ("Money", "Army")
    assert [sentence.role for sentence in money.sentences] == ["heading", "heading", "prose"]


def test_nothing_is_merged_over_a_heading() -> None:
    draft = Draft()
    draft.paragraph(20)
    draft.heading("Army")
    draft.paragraph(20)
    assert [passage.section for passage in draft.packed()] == [None, "Army"]


def test_a_heading_at_the_end_is_a_passage_by_itself() -> None:
    draft = Draft()
    draft.paragraph(80)
    draft.heading("Annex")
    assert [passage.section for passage in draft.packed()] == [None, "Annex"]


def test_nothing_is_merged_over_a_page_break() -> None:
    draft = Draft()
    draft.paragraph(20, page=1)
    draft.paragraph(20, page=2)
    assert [passage.page for passage in draft.packed()] == [1, 2]


def test_a_paragraph_over_a_page_break_stays_whole_and_may_be_joined_by_the_next() -> None:
    draft = Draft()
    draft.paragraph(15, 15, page=1, last_page=2)
    draft.paragraph(40, page=2)
    (passage,) = draft.packed()
    assert passage.page == 1


def test_a_long_paragraph_over_a_page_break_knows_the_page_of_each_part() -> None:
    draft = Draft()
    draft.paragraph(100, 100, page=1, last_page=2)
    assert [passage.page for passage in draft.packed()] == [1, 2]


def test_a_line_that_leads_in_stays_with_what_it_announces() -> None:
    draft = Draft()
    draft.paragraph(65)
    draft.paragraph(10, colon=True)
    draft.paragraph(75)
    assert draft.sizes() == [65, 85]


def test_text_without_spaces_is_counted_by_its_length() -> None:
    assert count_words("计" * 1000) == 100


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft()
    page = draw(st.none() | st.just(1))
    for _ in range(draw(st.integers(1, 12))):
        if draw(st.integers(0, 4)) == 0:
            draft.heading(draw(st.sampled_from(["One", "Two"])), page)
        else:
            draft.paragraph(*draw(st.lists(st.integers(1, 130), min_size=1, max_size=6)), page=page)
        if page and draw(st.booleans()):
            page += 1
    return draft


@settings(deadline=None)
@given(drafts())
def test_passages_hold_each_sentence_once_and_in_order(draft: Draft) -> None:
    passages = draft.packed()
    expected = [sentence for paragraph in draft.paragraphs for sentence in paragraph.sentences]
    assert [sentence for passage in passages for sentence in passage.sentences] == expected
    for passage in passages:
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)


@settings(deadline=None)
@given(drafts())
def test_passages_are_not_longer_than_they_must_be(draft: Draft) -> None:
    longest = max(
        count_words(draft.text[sentence.start : sentence.end])
        for paragraph in draft.paragraphs
        for sentence in paragraph.sentences
    )
    headings = 2 * sum(paragraph.heading for paragraph in draft.paragraphs)
    assert max(draft.sizes()) <= MOST_WORDS + longest + headings


@settings(deadline=None)
@given(drafts())
def test_no_two_neighbours_that_could_be_one_passage_are_both_short(draft: Draft) -> None:
    passages, sizes = draft.packed(), draft.sizes()
    for index in range(len(passages) - 1):
        one, other = passages[index], passages[index + 1]
        heads = other.sentences[0].role == "heading"
        if not heads and one.page == other.page and one.section == other.section:
            assert max(sizes[index], sizes[index + 1]) >= FEWEST_WORDS


@settings(deadline=None)
@given(drafts())
def test_the_same_text_has_the_same_ids_and_no_id_twice(draft: Draft) -> None:
    ids = [passage.passage_id for passage in draft.packed()]
    assert ids == [passage.passage_id for passage in draft.packed()]
    assert len(set(ids)) == len(ids)
