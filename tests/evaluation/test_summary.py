from evaluation.measures import MEASURES
from evaluation.results import Result
from evaluation.summary import RunInfo, Summary, summarise
from tests.evaluation.making import passages, question, refused, result, said

INFO = RunInfo(set="s", questions_sha256="0", date="2025-11-22T10:00:00+00:00")


def asked(number: str, **fields: object) -> dict[str, object]:
    return {"id": number, "question": f"What of {number}?"} | fields


RESULTS: list[Result] = [
    said("600,000", id="a", type="number", split="dev", lang="en", must_include=["600,000"]),
    said("no", id="b", type="number", split="test", lang="de", must_include=["600,000"]),
    refused(id="c", type="unanswerable", answerable=False, split="dev", lang="en"),
    result(error="POST /v1/ask: 500 it broke", question=question("d", type="number", must_include=["x"])),
]


def test_figures_with_interval_and_number() -> None:
    score = summarise(RESULTS, INFO).figures["score"]
    assert (score.value, score.n) == (2 / 3, 3)
    assert 0 <= score.low < score.value < score.high <= 1


def test_nothing_is_dropped_silently() -> None:
    summary = summarise(RESULTS, INFO)
    assert summary.questions == 4
    assert summary.failed == {"d": "POST /v1/ask: 500 it broke"}
    assert summary.verdicts == {"right": 1, "wrong": 1, "refused rightly": 1, "failed": 1}
    assert summary.excluded["must_include"] == {"unanswerable": ["c"], "the request failed": ["d"]}
    assert summary.excluded["words"] == {"not answered: the service refused": ["c"], "the request failed": ["d"]}
    for name, figure in summary.figures.items():
        excluded = summary.excluded.get(name, {})
        assert figure.n + sum(map(len, excluded.values())) == 4, name


def test_groups_by_type_split_and_language() -> None:
    summary = summarise(RESULTS, INFO)
    assert {name: one["score"].value for name, one in summary.by_type.items()} == {"number": 0.5, "unanswerable": 1.0}
    assert {name: one["score"].n for name, one in summary.by_split.items() if one} == {"dev": 2, "test": 1}
    assert {name: one["score"].n for name, one in summary.by_language.items() if one} == {"de": 1, "en": 2}


def test_a_figure_that_no_question_has_a_value_for_is_not_shown() -> None:
    summary = summarise(RESULTS, INFO)
    assert "nDCG@10" not in summary.figures
    assert "EM" not in summary.figures
    assert "conflict precision" not in summary.figures  # no answer shows one, so it is undefined


def test_a_summary_comes_back_as_it_was() -> None:
    found = result(search=passages(("x", "")), search_ms=1.5, question=question("e", relevant={"x": 1}))
    summary = summarise([*RESULTS, found], INFO)
    assert Summary.model_validate_json(summary.model_dump_json()) == summary


def test_every_measure_has_a_name_of_its_own_and_a_meaning() -> None:
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    assert all(len(measure.meaning) > 15 and not measure.meaning.endswith(".") for measure in MEASURES)
