from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Document
from index.errors import BackendUnavailable, Busy, InvalidInput, NotFound
from index.library import Library
from index.publishing import Publisher
from tests.doubles import HashedWords, MemoryStore, document, library_of

GENEVA = document("Rubio led the delegation. He came from Washington.", "Witkoff flew to Moscow.", title="Geneva talks")
GENF = document("Der Minister reiste nach Genf.", published=date(2025, 11, 23))
MIAMI = document("The plan was written in Miami.", "Nobody in Europe was asked.")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Library, Publisher]]:
    library, publisher = library_of(tmp_path)
    with closing(library):
        yield library, publisher


@pytest.fixture
def library(opened: tuple[Library, Publisher]) -> Library:
    return opened[0]


@pytest.fixture
def publisher(opened: tuple[Library, Publisher]) -> Publisher:
    return opened[1]


def listed(library: Library) -> set[str]:
    return {one.document_id for one in library.documents().documents}


# Putting


def test_a_put_document_is_found_when_it_is_published(library: Library, publisher: Publisher) -> None:
    assert library.put(GENEVA, "a", "1") == "added"
    assert library.search("Who led the delegation?") == []
    publisher.run_once()
    best = library.search("Who led the delegation?")[0]
    assert best.passage.text == "Rubio led the delegation. He came from Washington."
    assert library.known("a") == "1"
    assert library.known("b") is None


def test_a_document_is_given_back_as_it_was_put(library: Library, publisher: Publisher) -> None:
    library.put(GENF, "a", "1")
    publisher.run_once()
    stored = library.document(GENF.document_id)
    assert (stored.text, stored.sha256, stored.passages) == (GENF.text, GENF.sha256, GENF.passages)
    assert (stored.metadata.published, stored.metadata.language) == (date(2025, 11, 23), "de")
    assert library.text(GENF.document_id) == GENF.text


def test_a_language_tag_is_cut_to_its_language(library: Library, publisher: Publisher) -> None:
    library.put(document("Rubio reiste nach Genf.", language="de-AT"), "a", "1")
    publisher.run_once()
    assert library.documents().documents[0].metadata.language == "de"


def test_putting_the_same_again_changes_nothing(tmp_path: Path) -> None:
    embedder = HashedWords()
    library, publisher = library_of(tmp_path, embedder=embedder)
    with closing(library):
        library.put(GENEVA, "a", "1")
        publisher.run_once()
        embedder.embedded.clear()
        assert library.put(GENEVA, "a", "2") == "unchanged"
        assert library.known("a") == "2"
        assert library.status().pending == 0
        assert embedder.embedded == []


def test_a_changed_file_replaces_its_document(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    publisher.run_once()
    assert library.put(MIAMI, "a", "2") == "updated"
    publisher.run_once()
    assert listed(library) == {MIAMI.document_id}
    assert [name.document_id for name in library.names()] == [MIAMI.document_id]


def test_a_file_that_changes_twice_before_it_is_published_shows_its_last_state(
    library: Library, publisher: Publisher
) -> None:
    library.put(GENEVA, "a", "1")
    publisher.run_once()
    library.put(MIAMI, "a", "2")
    library.put(GENF, "a", "3")
    publisher.run_once()
    assert listed(library) == {GENF.document_id}


def test_the_same_text_under_two_names_is_one_document(library: Library, publisher: Publisher) -> None:
    assert library.put(GENEVA, "a", "1") == "added"
    assert library.put(GENEVA, "b", "1") == "unchanged"
    publisher.run_once()
    assert listed(library) == {GENEVA.document_id}
    assert library.names_of([GENEVA.document_id, "unknown"]) == {GENEVA.document_id: ["a", "b"]}
    library.forget("a")
    assert listed(library) == {GENEVA.document_id}
    library.forget("b")
    assert listed(library) == set()


def test_a_replaced_text_stays_under_its_other_name(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    library.put(GENEVA, "b", "1")
    library.put(MIAMI, "a", "2")
    publisher.run_once()
    assert listed(library) == {GENEVA.document_id, MIAMI.document_id}


def test_a_name_that_takes_over_the_text_of_another_is_at_once_there(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    library.put(MIAMI, "b", "1")
    publisher.run_once()
    assert library.put(MIAMI, "a", "2") == "updated"
    assert listed(library) == {MIAMI.document_id}


def test_new_metadata_is_taken_over_without_embedding_sentences_again(tmp_path: Path) -> None:
    embedder = HashedWords()
    library, publisher = library_of(tmp_path, embedder=embedder)
    with closing(library):
        library.put(document(*GENEVA_TEXTS, title="Geneva"), "a", "1")
        publisher.run_once()
        embedder.embedded.clear()
        dated = document(*GENEVA_TEXTS, title="Geneva", published=date(2025, 11, 23))
        assert library.put(dated, "a", "2") == "updated"
        assert embedder.embedded == []
        assert library.documents().documents[0].metadata.published is None
        publisher.run_once()
        assert library.documents().documents[0].metadata.published == date(2025, 11, 23)
        library.put(document(*GENEVA_TEXTS, title="Talks"), "a", "3")
        publisher.run_once()
        assert embedder.embedded == [f"Talks\n{text}" for text in GENEVA_TEXTS]
        (summary,) = library.documents().documents
        assert (summary.metadata.title, summary.metadata.published) == ("Talks", None)


GENEVA_TEXTS = ("Rubio led the delegation. He came from Washington.", "Witkoff flew to Moscow.")


def test_a_second_name_adds_metadata_and_erases_none(library: Library, publisher: Publisher) -> None:
    library.put(document(*GENEVA_TEXTS, title="Geneva", publisher="Press Monitor"), "a", "1")
    assert library.put(document(*GENEVA_TEXTS, title="Talks", author="Desk staff"), "b", "1") == "updated"
    publisher.run_once()
    metadata = library.document(GENEVA.document_id).metadata
    assert (metadata.title, metadata.publisher, metadata.author) == ("Talks", "Press Monitor", "Desk staff")


def test_a_document_without_passages_is_refused(library: Library) -> None:
    with pytest.raises(InvalidInput, match="a has no text"):
        library.put(document(), "a", "1")


def test_many_threads_may_put_the_same(library: Library, publisher: Publisher) -> None:
    threads = [Thread(target=library.put, args=(GENEVA, f"name {n % 2}", "1")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    publisher.run_once()
    assert listed(library) == {GENEVA.document_id}
    assert [name.name for name in library.names()] == ["name 0", "name 1"]
    assert library.status().passages == 2


# Removing


def test_a_removed_document_is_gone_at_once(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    library.put(GENEVA, "b", "1")
    publisher.run_once()
    passage = library.search("delegation")[0].passage.passage_id
    library.remove(GENEVA.document_id)
    assert library.search("delegation") == []
    assert library.sentences([passage]) == []
    assert library.known("a") is library.known("b") is None
    with pytest.raises(NotFound, match=GENEVA.document_id):
        library.document(GENEVA.document_id)
    with pytest.raises(NotFound, match=GENEVA.document_id):
        library.text(GENEVA.document_id)
    with pytest.raises(NotFound, match=passage):
        library.passage(passage)
    with pytest.raises(NotFound, match=GENEVA.document_id):
        library.remove(GENEVA.document_id)


def test_removing_what_comes_next_keeps_what_is_there(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    publisher.run_once()
    library.put(MIAMI, "a", "2")
    library.remove(MIAMI.document_id)
    publisher.run_once()
    assert listed(library) == {GENEVA.document_id}
    assert library.known("a") is None


def test_forgetting_an_unknown_name_is_told(library: Library) -> None:
    assert not library.forget("a")


# Reading


def test_documents_are_listed_by_pages_the_latest_first(library: Library, publisher: Publisher) -> None:
    days = [date(2025, 11, 1 + n // 2) if n < 6 else None for n in range(9)]
    documents = [document(f"Report number {n}.", published=day) for n, day in enumerate(days)]
    for n, one in enumerate(documents):
        library.put(one, str(n), "1")
    publisher.run_once()
    page = library.documents(limit=2)
    seen = list(page.documents)
    while page.cursor:
        page = library.documents(limit=2, cursor=page.cursor)
        assert len(page.documents) <= 2
        seen += page.documents
        # What is removed on the way disturbs nothing.
        if len(seen) == 4:
            library.remove(seen[0].document_id)
    assert {one.document_id for one in seen} == {one.document_id for one in documents}
    assert [one.metadata.published for one in seen] == sorted(
        (one.metadata.published for one in seen), key=lambda day: day or date.min, reverse=True
    )


@pytest.mark.parametrize("cursor", ["", "nonsense"])
def test_a_wrong_cursor_is_refused(library: Library, cursor: str) -> None:
    with pytest.raises(InvalidInput, match="cursor"):
        library.documents(cursor=cursor)


def test_names_are_found_by_how_they_begin(library: Library) -> None:
    for name in ("/corpus/a.md", "/corpus/b%.md", "/corpus2/a.md", "upload:a.md"):
        library.put(GENEVA, name, "1")
    assert [name.name for name in library.names("/corpus/")] == ["/corpus/a.md", "/corpus/b%.md"]
    assert len(library.names()) == 4


def test_a_passage_stands_between_its_neighbours(library: Library, publisher: Publisher) -> None:
    one = document("The first passage.", "Der zweite – Absatz.", "The third 🕊\x00 passage.", "The fourth passage.")
    library.put(one, "a", "1")
    publisher.run_once()
    for passage in one.passages:
        around = library.passage(passage.passage_id)
        whole = around.before + around.passage.text + around.after
        assert whole in one.text
        assert one.text.index(whole) == passage.start - len(around.before)
    assert library.passage(one.passages[1].passage_id).before == "The first passage.\n\n"
    assert library.passage(one.passages[2].passage_id).after == "\n\nThe fourth passage."


def test_sentences_come_with_their_vectors_in_the_order_asked_for(library: Library, publisher: Publisher) -> None:
    library.put(GENEVA, "a", "1")
    publisher.run_once()
    ids = [passage.passage_id for passage in reversed(GENEVA.passages)]
    found = library.sentences([*ids, "unknown"])
    assert [one.passage_id for one in found] == ids
    assert found[1].texts == ("Rubio led the delegation.", "He came from Washington.")
    assert found[1].sentences == GENEVA.passages[0].sentences
    assert found[1].vectors.dtype == np.float32
    assert np.allclose(found[1].vectors, HashedWords().passages(found[1].texts), atol=1e-3)


# Waiting


def test_waiting_ends_when_all_is_published(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path)
    with closing(library):
        publisher.start()
        library.put(GENEVA, "a", "1")
        library.wait_until_ready(timeout=60)
        assert listed(library) == {GENEVA.document_id}


def test_one_name_can_be_waited_for_while_others_are_under_way(library: Library) -> None:
    library.put(GENEVA, "a", "1")
    with pytest.raises(Busy, match="not visible"):
        library.wait_until_ready(timeout=0, name="a")
    library.wait_until_ready(timeout=0, name="b")


def test_waiting_tells_why_the_store_fails(tmp_path: Path) -> None:
    class Unreachable(MemoryStore):
        def passage_ids(self) -> set[str]:
            raise BackendUnavailable("The vector store is on fire.")

    library, publisher = library_of(tmp_path, Unreachable())
    with closing(library):
        library.put(GENEVA, "a", "1")
        publisher.start()
        with pytest.raises(BackendUnavailable, match="on fire"):
            library.wait_until_ready(timeout=60)
        assert library.status().problem == "The vector store is on fire."
        assert library.search("delegation") == []


# Any sequence

TEXTS = [GENEVA, GENF, MIAMI, document("One sentence more.")]
ACTIONS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc"), st.sampled_from(TEXTS)),
    st.tuples(st.just("forget"), st.sampled_from("abc"), st.none()),
    st.tuples(st.just("remove"), st.none(), st.sampled_from(TEXTS)),
    st.tuples(st.just("publish"), st.none(), st.none()),
)


def state(library: Library, store: MemoryStore) -> dict[str, object]:
    documents = {one.document_id: library.document(one.document_id) for one in library.documents().documents}
    return {
        "documents": documents,
        "names": library.names(),
        "status": library.status(),
        "store": {key: (record.passage, record.vector.tobytes()) for key, record in store.records.items()},
        "hits": library.search("Who led the delegation to Genf and wrote the plan in Miami?", 100),
    }


@settings(deadline=None, max_examples=60)
@given(st.lists(ACTIONS, max_size=14))
def test_any_sequence_ends_as_if_only_its_end_had_been_put(
    actions: list[tuple[str, str | None, Document | None]],
) -> None:
    names: dict[str, Document] = {}
    with TemporaryDirectory() as one_folder, TemporaryDirectory() as other_folder:
        store = MemoryStore()
        library, publisher = library_of(Path(one_folder), store)
        with closing(library):
            for action, name, text in actions:
                if action == "put" and name and text:
                    library.put(text, name, text.sha256)
                    names[name] = text
                elif action == "forget" and name:
                    assert library.forget(name) == (name in names)
                    names.pop(name, None)
                elif action == "remove" and text and text in names.values():
                    publisher.run_once()
                    library.remove(text.document_id)
                    names = {name: kept for name, kept in names.items() if kept != text}
                elif action == "publish":
                    publisher.run_once()
            publisher.run_once()
            end = state(library, store)
        fresh_store = MemoryStore()
        fresh, publisher = library_of(Path(other_folder), fresh_store)
        with closing(fresh):
            for name, text in names.items():
                fresh.put(text, name, text.sha256)
            publisher.run_once()
            assert end == state(fresh, fresh_store)
