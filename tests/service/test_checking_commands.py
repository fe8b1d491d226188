"""The commands `verify` and `check`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service import commands

PAIR = {"id": 7, "statement": "The army is capped at 800,000.", "quotes": ["The army is capped at 600,000."]}


def test_verify_prints_one_object_for_each_line(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    same = {"statement": "The army is capped at 600,000.", "quotes": PAIR["quotes"]}
    pairs.write_text(json.dumps(PAIR) + "\n\n" + json.dumps(same) + "\n", encoding="utf-8")
    result = CliRunner().invoke(commands.verify, [str(pairs)])
    assert result.exit_code == 0
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one.get("id"), one["supported"], one["outcome"]) for one in told] == [
        (7, False, "other_number"),
        (None, True, "supported"),
    ]


@pytest.mark.parametrize(
    "bad", ["{", "[1]", '{"statement": "x"}', '{"statement": 3, "quotes": ["x"]}', '{"statement": "x", "quotes": [1]}']
)
def test_verify_tells_the_number_of_a_bad_line_and_goes_on(tmp_path: Path, bad: str) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(f"{bad}\n{json.dumps(PAIR)}\n", encoding="utf-8")
    result = CliRunner().invoke(commands.verify, [str(pairs)])
    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert json.loads(result.stdout)["id"] == 7


@pytest.mark.parametrize("draft", [b"", b"\xff\xfe\xff", b"x" * 20_001])
def test_check_refuses_what_is_no_draft(tmp_path: Path, draft: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(draft)
    result = CliRunner().invoke(commands.check, [str(path), "--data-dir", str(tmp_path / "data")])
    assert result.exit_code == 1
    assert "draft.txt" in str(result.exception)
    assert not (tmp_path / "data").exists()
