from pathlib import Path

import pytest

from evaluation.errors import BadSet
from evaluation.results import line, read_results, write_results
from tests.evaluation.making import answer, citation, refused, result


def test_results_come_back_as_they_were(tmp_path: Path) -> None:
    quoted = answer([("Київ – «так»\u2028", [1])], [citation(1, "x", highlight={"start": 0, "end": 1})], extra={"a": 1})
    results = [result(quoted, [(0, [1], True)]), refused(answerable=False), result(error="500")]
    write_results(tmp_path / "r.jsonl", results)
    assert read_results(tmp_path / "r.jsonl") == results


def test_only_a_last_line_cut_short_is_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    whole = line(refused())
    path.write_text(whole + whole[:20], encoding="utf-8")
    assert len(read_results(path)) == 1
    path.write_text(whole[:20] + "\n" + whole, encoding="utf-8")
    with pytest.raises(BadSet, match=r"r\.jsonl:1: not a result"):
        read_results(path)
    with pytest.raises(BadSet, match="cannot be read"):
        read_results(tmp_path / "none.jsonl")
