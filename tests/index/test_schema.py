import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import IndexMismatch
from tests.doubles import HashedWords, document, library_of


def test_an_index_of_another_embedder_is_refused(tmp_path: Path) -> None:
    library_of(tmp_path)[0].close()
    with pytest.raises(IndexMismatch) as refused:
        library_of(tmp_path, embedder=HashedWords("another", 32))
    message = str(refused.value)
    assert all(part in message for part in (str(tmp_path), "hashed-words", "256", "another", "32", "ingest the doc"))


def test_an_index_of_another_schema_is_refused(tmp_path: Path) -> None:
    library_of(tmp_path)[0].close()
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as connection, connection:
        connection.execute("UPDATE settings SET value = 99 WHERE name = 'schema'")
    with pytest.raises(IndexMismatch, match=r"schema 99.*ingest the documents again"):
        library_of(tmp_path)


@pytest.mark.parametrize("content", [b"no database" * 1000, None])
def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalog.sqlite"
    if content is None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE something (a)")
    else:
        path.write_bytes(content)
    with pytest.raises(IndexMismatch, match=re.escape(str(tmp_path))):
        library_of(tmp_path)


def test_an_index_opens_again_with_all_that_is_in_it(tmp_path: Path) -> None:
    one = document("Rubio led the delegation. He came from Washington.", title="Geneva")
    library, publisher = library_of(tmp_path)
    library.put(one, "a", "1")
    publisher.run_once()
    before = library.document(one.document_id)
    library.close()
    library, _ = library_of(tmp_path)
    with closing(library):
        assert library.document(one.document_id) == before
        assert library.known("a") == "1"
        assert library.search("delegation")[0].passage.document_id == one.document_id
