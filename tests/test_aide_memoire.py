import subprocess
import sys
from pathlib import Path

import click
import pytest

import aide_memoire
from index.errors import Busy


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aide_memoire", *arguments], capture_output=True, text=True, timeout=60, cwd=cwd
    )


def test_help_lists_every_command_and_imports_none() -> None:
    heavy = ("chromadb", "fastapi", "pydantic", "llama_index", "onnxruntime", "numpy", "trafilatura")
    code = f"""
import sys, aide_memoire
try:
    aide_memoire.cli(["--help"])
finally:
    print([name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    *lines, imported = done.stdout.splitlines()
    assert imported == "[]"
    assert all(any(line.split()[:1] == [name] for line in lines) for name in aide_memoire.COMMANDS)


@pytest.mark.parametrize("name", list(aide_memoire.COMMANDS))
def test_a_command_is_where_the_table_says(name: str) -> None:
    context = click.Context(aide_memoire.cli)
    command = aide_memoire.cli.get_command(context, name)
    assert isinstance(command, click.Command)
    assert command.name == name


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("aide-memoire 0.")


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["ask"], ["serve", "--port", "70000"], ["ask", "x", "--as-of", "y"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: aide-memoire")


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (Busy("Another process is at it."), 1, "aide-memoire: Another process is at it.\n"),
        (KeyboardInterrupt(), 130, "aide-memoire: stopped\n"),
        (click.Abort(), 130, "aide-memoire: stopped\n"),
    ],
)
def test_errors_meant_for_the_user_are_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int, told: str
) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(aide_memoire, "cli", fail)
    with pytest.raises(SystemExit) as stopped:
        aide_memoire.main()
    assert stopped.value.code == code
    assert capsys.readouterr().err == told
