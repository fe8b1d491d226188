from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import Busy, IndexMismatch, InvalidInput, NotFound
from index.filters import Filters
from index.library import Library
from tests.doubles import HashedWords, document


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path, HashedWords())
    yield opened
    opened.close()


GENEVA = document("Rubio led the delegation. He came from Washington.", "Witkoff flew to Moscow.", title="Geneva talks")
GENF = document("Der Minister reiste nach Genf.", published=date(2025, 11, 23))


def test_a_put_document_is_found_when_it_is_ready(library: Library) -> None:
    assert library.put(GENEVA, "a", "1") == "added"
    library.wait_until_ready()
    assert (
        library.search("Who led the delegation?")[0].passage.text
        == "Rubio led the delegation. He came from Washington."
    )
    assert library.known("a") == "1"


def test_putting_the_same_again_changes_nothing(library: Library) -> None:
    library.put(GENEVA, "a", "1")
    library.wait_until_ready()
    assert library.put(GENEVA, "a", "2") == "unchanged"
    assert library.known("a") == "2"


def test_a_removed_document_is_gone_at_once(library: Library) -> None:
    library.put(GENEVA, "a", "1")
    library.wait_until_ready()
    library.remove(GENEVA.document_id)
    assert library.search("delegation") == []
    assert library.known("a") is None
    with pytest.raises(NotFound):
        library.document(GENEVA.document_id)


def test_filters_hold_before_ranking(library: Library) -> None:
    library.put(GENEVA, "a", "1")
    library.put(GENF, "b", "1")
    library.wait_until_ready()
    found = library.search("delegation", filters=Filters(as_of=date(2025, 11, 23)))
    assert {hit.passage.document_id for hit in found} == {GENF.document_id}


def test_an_index_of_another_embedder_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"hashed-words.*ingest the documents again"):
        Library.open(tmp_path, HashedWords("another"))


def test_a_document_without_passages_is_refused(library: Library) -> None:
    with pytest.raises(InvalidInput, match="a has no text"):
        library.put(document(), "a", "1")


def test_one_name_can_be_waited_for_while_others_are_under_way(tmp_path: Path) -> None:
    library = Library.open(tmp_path, HashedWords(), own=False)
    library.put(GENEVA, "a", "1")
    with pytest.raises(Busy, match="not visible"):
        library.wait_until_ready(timeout=0, name="a")
    library.wait_until_ready(timeout=0, name="b")
    library.close()


def test_the_names_of_documents_are_told(library: Library) -> None:
    library.put(GENEVA, "b", "1")
    library.put(GENEVA, "a", "1")
    library.put(GENF, "c", "1")
    library.wait_until_ready()
    assert library.names_of([GENEVA.document_id, "unknown"]) == {GENEVA.document_id: ["a", "b"]}
