"""The command as its user runs it, against a service on localhost."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluation.commands import evaluate
from tests.evaluation.fake_service import FakeService, passage, serving

DOCUMENTS = {
    "talks": "Rubio led the American delegation. The talks took place in Geneva.",
    "caps": "The draft caps the army at 600,000. Another text has no limit.",
}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "1", "question": "Who led it?", "type": "lookup", "must_include": ["Rubio"], "relevant": {"talks": 1},
     "split": "dev", "lang": "en", "reference_answer": "Marco <b>Rubio</b>."},
    {"id": "2", "question": "How large may it be?", "type": "comparison", "must_include": ["600,000", "no limit"],
     "relevant": {"caps": 1}, "split": "test", "lang": "en"},
    {"id": "3", "question": "Who paid?", "type": "unanswerable", "answerable": False, "split": "dev", "lang": "en"},
]  # fmt: skip


@pytest.fixture
def fake() -> Iterator[FakeService]:
    found = {
        "Who led it?": [passage("talks", DOCUMENTS["talks"]), passage("caps", DOCUMENTS["caps"], 1)],
        "How large may it be?": [passage("talks", DOCUMENTS["talks"]), passage("caps", DOCUMENTS["caps"], 1)],
    }
    service = FakeService(DOCUMENTS, passages=found)
    service.answer("Who led it?", ("talks", "Rubio led the American delegation."))
    service.answer("How large may it be?", ("caps", "The draft caps the army at 600,000."))
    with serving(service):
        yield service


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "little.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), encoding="utf-8")
    return path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, [str(one) for one in arguments])


def run(questions: Path, fake: FakeService, out: Path, *options: str) -> Result:
    return call(questions, "--url", fake.url, "--out", out, "--baseline", out / "none.json", *options)


def summary(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return content


def test_a_run_writes_results_summary_and_report(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(questions, fake, out)
    assert done.exit_code == 0, done.output
    figures = summary(out)["figures"]
    # scores 1, 1/2 and 1; the relevant document is first for one question and second for the other
    assert figures["score"]["value"] == pytest.approx(2.5 / 3)
    assert figures["RR"]["value"] == pytest.approx(0.75)
    assert figures["refusal F1"]["value"] == 1.0
    assert figures["contract"]["value"] == figures["citation validity"]["value"] == 1.0
    assert summary(out)["verdicts"] == {"right": 1, "partly right": 1, "refused rightly": 1}
    assert len((out / "results.jsonl").read_text().splitlines()) == 3
    assert "0.833" in done.stdout
    assert "little: 3 questions" in done.stdout
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Marco &lt;b&gt;Rubio" in page
    assert "http://" not in page.replace(fake.url, "")  # nothing is loaded from elsewhere


def test_a_finished_run_is_scored_again_without_asking(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(questions, fake, out)
    asked, before = len(fake.requests), summary(out)
    again = run(questions, fake, out)
    assert again.exit_code == 0
    assert "scored again, nothing asked" in again.stderr
    assert len(fake.requests) == asked
    assert summary(out) == before
    assert run(questions, fake, out, "--fresh").exit_code == 0
    assert len(fake.requests) > asked


def test_score_needs_no_service(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(questions, fake, out)
    before = summary(out)
    (out / "summary.json").unlink()
    done = call("score", out)
    assert done.exit_code == 0, done.output
    assert summary(out) == before


def test_splits_and_limits_name_what_they_leave_out(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(questions, fake, out, "--split", "dev", "--limit", "1")
    assert done.exit_code == 0, done.output
    left_out = summary(out)["run"]["left_out"]
    assert left_out["not of the split dev"] == ["2"]
    assert len(left_out["beyond --limit 1"]) == 1
    assert summary(out)["run"]["set"] == "little, dev, 1 sampled"
    assert len(fake.asked()) == 1


def test_a_service_that_answers_500_is_told_and_the_rest_is_measured(
    questions: Path, fake: FakeService, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    fake.failing["Who led it?"] = 500
    done = run(questions, fake, out)
    assert done.exit_code == 1
    assert "failed: 1: POST /v1/search: 500 scripted failure 500" in done.stdout
    assert summary(out)["failed"] == {"1": "POST /v1/search: 500 scripted failure 500"}
    assert summary(out)["figures"]["score"]["n"] == 2
    fake.failing.clear()
    fake.requests.clear()
    assert run(questions, fake, out).exit_code == 0
    assert fake.asked() == ["Who led it?"]


def test_an_unreachable_service_is_told(questions: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        done = call(questions, "--url", url, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert f"the service at {url} does not answer" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "4", "question"', ":4: not a JSON object"),
        ('{"id": "4"}', ":4: 'question' is missing"),
        ('{"id": "4", "question": "Who?", "type": "riddle"}', ":4: 'type': unknown type 'riddle'"),
    ],
)
def test_a_bad_set_is_told_with_file_and_line(questions: Path, tmp_path: Path, line: str, message: str) -> None:
    with questions.open("a") as file:
        file.write(line + "\n")
    done = call(questions, "--url", "http://127.0.0.1:9", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert f"{questions}{message}" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_with_another_run_is_not_overwritten(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(questions, fake, out)
    before = (out / "results.jsonl").read_text()
    done = run(questions, fake, out, "--mode", "extractive")
    assert done.exit_code == 1
    assert "holds a run with mode = auto; choose another --out, or --fresh" in done.stderr
    assert "holds a run with other questions" in run(questions, fake, out, "--limit", "2").stderr
    assert (out / "results.jsonl").read_text() == before


def test_a_set_without_documents_or_service_says_what_to_give(questions: Path, tmp_path: Path) -> None:
    done = call(questions, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "name some with --docs, or a running service with --url" in done.stderr


def test_the_gate_opens_and_closes(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    good, worse, baseline = tmp_path / "good", tmp_path / "worse", tmp_path / "baseline.json"
    run(questions, fake, good)
    assert call("gate", good, "--baseline", baseline, "--update").exit_code == 0
    opened = call("gate", good, "--baseline", baseline)
    assert opened.exit_code == 0, opened.output
    fake.answer("Who led it?", ("talks", "The talks took place in Geneva."))
    fake.answers["Who led it?"]["citations"][0]["start"] += 1
    run(questions, fake, worse)
    closed = call("gate", worse, "--baseline", baseline)
    assert closed.exit_code == 1
    assert "the gate is closed" in closed.stderr
    fallen = [line.split()[1] for line in closed.stdout.splitlines() if line.endswith("FELL")]
    assert {"score", "must_include", "contract"} <= set(fallen)
    missing = call("gate", good, "--baseline", tmp_path / "none.json")
    assert missing.exit_code == 1
    assert "--update` writes it" in missing.stderr


def test_the_report_shows_the_change_against_the_baseline(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out, baseline = tmp_path / "out", tmp_path / "baseline.json"
    run(questions, fake, out)
    call("gate", out, "--baseline", baseline, "--update")
    known = json.loads(baseline.read_text())
    known["sets"]["little"]["figures"]["score"]["value"] = 0.9
    baseline.write_text(json.dumps(known))
    assert call("score", out, "--baseline", baseline).exit_code == 0
    assert '<span class="down">−0.067</span>' in (out / "report.html").read_text(encoding="utf-8")


def test_two_runs_are_compared(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    first, second, page = tmp_path / "first", tmp_path / "second", tmp_path / "page.html"
    run(questions, fake, first)
    fake.answer(
        "How large may it be?",
        ("caps", "The draft caps the army at 600,000."), ("caps", "Another text has no limit."),
    )  # fmt: skip
    run(questions, fake, second)
    done = call("compare", first, second, "--out", page)
    assert done.exit_code == 0, done.output
    assert "questions that got better: 1\n  2 0.50 → 1.00  How large may it be?" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert "Another text has no limit." in text
    assert "Questions that got worse: 0" in text
    assert call("compare", first, tmp_path / "gone").exit_code == 1


def test_results_are_written_for_the_documentation(questions: Path, fake: FakeService, tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "results.md"
    run(questions, fake, out)
    assert call("results", out, "--output", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "## little" in text
    assert "| score | 0.833 |" in text
    assert "| type unanswerable | 1.000 |" in text


def test_documents_of_a_public_set_are_written(tmp_path: Path) -> None:
    paragraph = {"context": "In 1894.", "qas": [{"id": "q", "question": "When?", "answers": [{"text": "1894"}]}]}
    squad = tmp_path / "dev.json"
    squad.write_text(json.dumps({"data": [{"title": "Bridge", "paragraphs": [paragraph]}]}))
    done = call("documents", squad, tmp_path / "docs")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "docs" / "Bridge.txt").read_text() == "In 1894."


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["gate", "--help"]])
def test_help_is_given(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 0
