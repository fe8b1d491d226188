"""A command writes the index while a service has it open, and the other way round."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from index.library import Library
from tests.doubles import HashedWords, document

ROOT = Path(__file__).parents[2]
TEXT = document("Rubio led the delegation to Geneva.")
OTHER = document("Merz spoke in Berlin.")

PUT = """
import sys
from pathlib import Path
from index.library import Library
from tests.doubles import HashedWords, document
library = Library.open(Path(sys.argv[1]), HashedWords())
library.put(document("Rubio led the delegation to Geneva."), "a", "1")
library.wait_until_ready()
print(library.status().owner)
library.close()
"""

REMOVE = """
import sys
from pathlib import Path
from index.library import Library
from tests.doubles import HashedWords
library = Library.open(Path(sys.argv[1]), HashedWords(), own=False)
library.remove(sys.argv[2])
library.close()
"""

DIE = """
import os, sys
from pathlib import Path
from tests.doubles import HashedWords, document
from index.library import Library
library = Library.open(Path(sys.argv[1]), HashedWords())
library.put(document("Merz spoke in Berlin."), "b", "1")
library.wait_until_ready()
library.put(document("Rubio led the delegation to Geneva."), "a", "1")
os._exit(1)
"""

ASK = """
import sys
from pathlib import Path
from index.library import Library
from tests.doubles import HashedWords
library = Library.open(Path(sys.argv[1]), HashedWords(), own=False)
print(library.search("delegation")[0].passage.document_id)
library.close()
for name in ("llama_index", "chromadb"):
    assert name not in sys.modules, name
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def succeeded(script: str, *arguments: object) -> str:
    done = run(script, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_a_service_finds_what_a_command_puts_and_not_what_it_removes(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path, HashedWords())) as service:
        service.put(OTHER, "b", "1")
        service.wait_until_ready()
        assert succeeded(PUT, tmp_path) == "False"
        # The command has waited until its document was visible.
        assert service.search("delegation")[0].passage.document_id == TEXT.document_id
        succeeded(REMOVE, tmp_path, TEXT.document_id)
        assert {hit.passage.document_id for hit in service.search("delegation")} == {OTHER.document_id}
        until(lambda: service.status().passages == 1)


def test_a_command_publishes_itself_when_nobody_does(tmp_path: Path) -> None:
    assert succeeded(PUT, tmp_path) == "True"
    with closing(Library.open(tmp_path, HashedWords(), own=False)) as library:
        assert library.search("delegation")[0].passage.document_id == TEXT.document_id


def test_what_a_killed_process_left_is_finished_by_the_next(tmp_path: Path) -> None:
    assert run(DIE, tmp_path).returncode == 1
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.wait_until_ready()
        found = {hit.passage.document_id for hit in library.search("delegation")}
        assert found == {TEXT.document_id, OTHER.document_id}


def test_a_question_at_the_command_line_imports_nothing_heavy(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(TEXT, "a", "1")
        library.wait_until_ready()
        assert succeeded(ASK, tmp_path) == TEXT.document_id
