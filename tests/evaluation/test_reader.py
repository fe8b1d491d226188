"""The reader alone, as the command measures it: the shipped model on a passage of three sentences."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from evaluation.commands import evaluate
from evaluation.reader import auc

PASSAGE = "The bridge was opened in 1894. It was painted red by Ines Halvorsen. Nobody has counted its rivets."
OPENED = {"id": "opened", "question": "When was the bridge opened?", "paragraph": PASSAGE, "answers": ["1894"]}
PAINTED = {"id": "painted", "question": "Who painted it?", "paragraph": PASSAGE, "answers": ["Ines Halvorsen"]}
MISJUDGED = OPENED | {"id": "misjudged", "answers": ["rivets"]}  # gold in a sentence that says nothing of the opening
TUNNEL = {"id": "tunnel", "question": "Which company dug the coal mine?", "paragraph": PASSAGE, "answerable": False}


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIDE_MEMOIRE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, ["reader", *map(str, arguments)])


def measured(folder: Path, *questions: dict[str, Any]) -> tuple[Result, dict[str, Any]]:
    """What the command says of a set of these questions, in the terminal and as JSON."""
    done = call(written(folder, *questions), "--json", folder / "out.json")
    assert done.exit_code == 0, done.output
    return done, json.loads((folder / "out.json").read_text(encoding="utf-8"))


def written(folder: Path, *questions: dict[str, Any]) -> Path:
    path = folder / "little.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in questions), encoding="utf-8")
    return path


def test_the_figures_count_sentences_and_short_answers(tmp_path: Path) -> None:
    done, report = measured(tmp_path, OPENED, PAINTED, MISJUDGED)
    values = {name: (one["value"], one["n"]) for name, one in report["figures"].items() if one["unit"] == "share"}
    assert values == {name: (pytest.approx(2 / 3), 3) for name in ("best sentence", "exact match", "F1")}
    assert report["figures"]["F1"]["low"] < 2 / 3 < report["figures"]["F1"]["high"]
    assert 0 < report["figures"]["ms a passage p50"]["value"] <= report["figures"]["ms a passage p95"]["value"]
    assert "little: 3 answerable and 0 unanswerable questions" in done.stdout
    assert "best sentence     0.667" in done.stdout


def test_a_mistake_says_what_was_marked_and_what_was_expected(tmp_path: Path) -> None:
    done, report = measured(tmp_path, OPENED, MISJUDGED)
    assert report["mistakes"] == 1
    (mistake,) = report["worst"]
    assert (mistake["id"], mistake["expected"], mistake["marked"]) == ("misjudged", ["rivets"], "1894")
    assert mistake["sentence"] == "The bridge was opened in 1894."
    assert mistake["score"] > 0
    shown = done.stdout[done.stdout.index("mistakes: 1") :]
    for part in ("When was the bridge opened?  (misjudged)", "expected  rivets", "marked    1894"):
        assert part in shown


def test_the_surest_twenty_of_the_mistakes_are_kept(tmp_path: Path) -> None:
    _, report = measured(tmp_path, *(MISJUDGED | {"id": str(i)} for i in range(11)), *(
        PAINTED | {"id": f"p{i}", "answers": ["1894"]} for i in range(11)
    ))  # fmt: skip
    scores = [one["score"] for one in report["worst"]]
    assert (report["mistakes"], len(scores)) == (22, 20)
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_squad_with_impossible_questions_has_an_auc(tmp_path: Path) -> None:
    answered = [
        {"id": one["id"], "question": one["question"], "answers": [{"text": text} for text in one["answers"]]}
        for one in (OPENED, PAINTED)
    ]
    impossible = [
        {"id": one["id"], "question": one["question"], "answers": [], "is_impossible": True}
        for one in (TUNNEL, OPENED | {"id": "said to be impossible"})
    ]
    paragraphs = [{"context": PASSAGE, "qas": answered + impossible}]
    path = tmp_path / "dev-v2.0.json"
    path.write_text(json.dumps({"data": [{"title": "Bridge", "paragraphs": paragraphs}]}), encoding="utf-8")
    done = call(path, "--json", tmp_path / "out.json")
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    # both answerable ones score above the mine; of the twin of the first, one is its equal and the other differs
    assert report["figures"]["AUC"]["value"] in (pytest.approx(2.5 / 4), pytest.approx(3.5 / 4))
    assert report["figures"]["AUC"]["n"] == 4
    assert report["figures"]["exact match"] == report["figures"]["F1"]  # of the answerable ones alone
    assert report["figures"]["F1"]["n"] == 2
    assert [one["id"] for one in report["worst"]] == ["said to be impossible"]
    assert "expected  nothing: the passage does not answer" in done.stdout


def test_what_cannot_be_measured_is_left_out_by_name(tmp_path: Path) -> None:
    bare = {"id": "bare", "question": "Who?", "answers": ["1894"]}
    cut = OPENED | {"id": "cut", "answers": ["ened in 18"]}
    done, report = measured(tmp_path, OPENED, bare, PAINTED | {"answers": []}, cut)
    assert report["left_out"] == {
        "'paragraph' is missing": ["bare"],
        "answerable, but 'answers' is missing": ["painted"],
        "of the best sentence only, since no sentence holds an answer whole": ["cut"],
    }
    assert (report["figures"]["best sentence"]["n"], report["figures"]["F1"]["n"]) == (1, 2)
    assert "left out, 'paragraph' is missing: 1 (bare)" in done.stdout


def test_a_limit_takes_a_sample(tmp_path: Path) -> None:
    done = call(written(tmp_path, OPENED, PAINTED, MISJUDGED), "--limit", "2")
    assert done.exit_code == 0, done.output
    assert "little, 2 sampled: 2 answerable and 0 unanswerable questions" in done.stdout


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"paragraph": None}, "'paragraph' is missing in 1 of 1 questions."),
        ({"paragraph": "  "}, "'paragraph' is missing in 1 of 1 questions."),
        ({"answers": []}, "answerable, but 'answers' is missing in 1 of 1 questions."),
    ],
)
def test_a_set_without_passages_or_answers_says_what_to_give(
    tmp_path: Path, fields: dict[str, Any], message: str
) -> None:
    path = written(tmp_path, OPENED | fields)
    done = call(path)
    assert done.exit_code == 1
    assert f"{path}: {message}" in done.stderr
    assert "give each question its text as 'paragraph'" in done.stderr


def test_a_set_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = call(tmp_path / "none.jsonl")
    assert done.exit_code == 1
    assert f"{tmp_path / 'none.jsonl'}: there is no such file or folder" in done.stderr


def test_a_missing_model_is_told_by_its_files(tmp_path: Path) -> None:
    path = written(tmp_path, OPENED)
    done = call(path, "--model", tmp_path)
    assert done.exit_code == 1
    assert f"{tmp_path}: holds no reader.onnx and no reader.json; restore it from the repository" in done.stderr
    (tmp_path / "reader.json").write_text("{}")
    assert f"{tmp_path}: holds no reader.onnx; restore" in call(path, "--model", tmp_path).stderr


def test_figures_are_shown_even_if_their_file_cannot_be_written(tmp_path: Path) -> None:
    done = call(written(tmp_path, OPENED), "--json", tmp_path / "gone" / "out.json")
    assert done.exit_code == 1
    assert "best sentence" in done.stdout
    assert "out.json: cannot be written: No such file or directory; name another file with --json" in done.stderr


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=30))
def test_auc_is_the_share_of_pairs_in_order_and_ties_are_halves(scored: list[tuple[int, bool]]) -> None:
    pairs = [
        (one > other) + (one == other) / 2
        for one, yes in scored for other, no in scored if yes and not no
    ]  # fmt: skip
    found = auc(np.array([(score, float(yes)) for score, yes in scored]))
    assert found == pytest.approx(np.mean(pairs)) if pairs else np.isnan(found)
