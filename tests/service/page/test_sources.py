"""What holds for the files of the page, without a browser."""

import re
from pathlib import Path

import pytest

from service.http.page import PAGE

SCRIPTS = sorted(PAGE.rglob("*.js"))
IMPORTED = re.compile(r'(?:from|import\()\s*"(\.[^"]+)"')
NAMED = re.compile(r"^  (\w+):", re.MULTILINE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_no_script_parses_markup_or_code_or_sets_styles_as_text(path: Path) -> None:
    forbidden = (
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval|Function|srcdoc)\s*[=(]|cssText"
    )
    assert re.findall(forbidden, path.read_text()) == []


def test_every_script_is_short_and_says_what_it_is() -> None:
    for path in SCRIPTS:
        text = path.read_text()
        assert len(text.splitlines()) < 300, path
        assert text.startswith(("/**", "//")), path


def test_every_script_is_used_and_what_it_imports_is_there() -> None:
    reached: set[Path] = set()
    waiting = [PAGE / "app.js", PAGE / "start.js"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += [(path.parent / name).resolve() for name in IMPORTED.findall(path.read_text())]
    assert reached == set(SCRIPTS)


def test_imports_go_one_way() -> None:
    """`lib` and `api` know nothing of what is built from them."""
    for path in SCRIPTS:
        layer = path.relative_to(PAGE).parts[0]
        imported = {name.split("/")[1] for name in IMPORTED.findall(path.read_text()) if name.startswith("../")}
        if layer in ("lib", "api", "words"):
            assert imported <= {"lib", "words"}, path


def test_both_languages_have_the_same_texts() -> None:
    english, german = (NAMED.findall((PAGE / "words" / f"{name}.js").read_text()) for name in ("en", "de"))
    assert english == german


def test_every_text_is_used() -> None:
    used = "".join(path.read_text() for path in SCRIPTS if path.parent.name != "words")
    used += (PAGE / "index.html").read_text()
    for name in NAMED.findall((PAGE / "words" / "en.js").read_text()):
        assert re.search(rf'words\.{name}\b|data-(?:words|label|placeholder)="{name}"', used), name


def test_nothing_comes_from_elsewhere() -> None:
    for path in PAGE.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text().replace("http://www.w3.org/2000/svg", "")
            assert "://" not in text, path


def test_the_markup_has_no_inline_script_or_style() -> None:
    text = (PAGE / "index.html").read_text()
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text) == []
