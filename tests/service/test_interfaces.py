"""What docs/interfaces.md shows is run as it stands there."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

import aide_memoire
from service import opening
from service.http.chat.requests import UNSERVED
from service.mcp.commands import PORT
from service.settings import Settings
from tests.doubles import document, library_of
from tests.service.http.running import running
from tests.service.http.scripts import GENEVA, two_statements

TOLD = (Path(__file__).parents[2] / "docs" / "interfaces.md").read_text()
OPENAI, LLAMA_INDEX = re.findall(r"```python\n(.*?)```", TOLD, re.DOTALL)


def test_the_client_of_openai(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running(tmp_path, two_statements, GENEVA) as plain:
        exec(OPENAI.replace("http://127.0.0.1:8000", str(plain.base_url).rstrip("/")), {})
    *_, first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("[1] Geneva talks https://example.org/geneva Marco Rubio led")
    assert second.startswith("[2] Geneva talks https://example.org/geneva Nobody told")


def test_llama_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = document("Ukraine's armed forces may have at most 600,000 soldiers under the plan.", language="en")
    library, publisher = library_of(tmp_path, embedder=opening.builtin(Settings().cache_dir))
    with closing(library):
        library.put(plan, "plan.txt", "1")
        publisher.run_once()
    exec(LLAMA_INDEX.replace('"data"', repr(str(tmp_path))), {})
    told = capsys.readouterr().out
    assert told.startswith("Ukraine's armed forces may have at most 600,000 soldiers under the plan. [1] [{")
    assert f"'document_id': '{plan.document_id}'" in told


def test_the_configuration_of_an_assistant_starts_our_command() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", TOLD, re.DOTALL)
    (name, *arguments) = json.loads(block)["mcpServers"]["aide-memoire"]["args"]
    with aide_memoire.cli.make_context("aide-memoire", [name, *arguments], resilient_parsing=True) as context:
        command = aide_memoire.cli.get_command(context, name)
    assert command is not None
    assert arguments[0] in {option for parameter in command.params for option in parameter.opts}
    assert f"127.0.0.1:{PORT}/mcp" in TOLD


def test_what_cannot_be_served_is_listed() -> None:
    missing = [name for name in UNSERVED if f"`{name}`" not in TOLD]
    assert missing == []
