"""Each fixture is a few lines written by hand in the format; its scores are worked out by hand, too."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.errors import BadSet
from evaluation.formats import read_set
from evaluation.formats.question_set import QuestionSet, SourceDocument, write_documents
from evaluation.measures import MEASURES
from evaluation.measures.measure import Value
from evaluation.measures.ranking import names
from evaluation.questions import Question
from tests.evaluation.making import REFUSAL, answer, citation, passages, result

BY_NAME = {measure.name: measure for measure in MEASURES}


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def lines(*objects: dict[str, Any]) -> str:
    return "\n".join(json.dumps(one) for one in objects) + "\n"


def by_id(found: QuestionSet) -> dict[str, Question]:
    return {one.id: one for one in found.questions}


def said(question: Question, text: str, *cited: str) -> dict[str, Value]:
    """All figures of an answer that says `text` and cites these documents."""
    cites = [citation(number, text, name) for number, name in enumerate(cited, 1)]
    one = result(answer([(text, list(range(1, len(cites) + 1)))], cites), question=question)
    return {name: measure.of_question(one) for name, measure in BY_NAME.items()}


SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "River_Trade",
            "paragraphs": [
                {
                    "context": "The bridge was opened in 1894 by the mayor.",
                    "qas": [
                        {"id": "s1", "question": " When was the bridge opened? ",
                         "answers": [{"text": "1894", "answer_start": 25}, {"text": "in 1894", "answer_start": 22},
                                     {"text": "1894", "answer_start": 25}]},
                        {"id": "s2", "question": "Who closed the bridge?", "is_impossible": True, "answers": [],
                         "plausible_answers": [{"text": "the mayor", "answer_start": 33}]},
                        {"id": "s3", "question": "Which bridge?", "answers": []},
                    ],
                },
                {"context": "Ferries went on until 1931.", "qas": []},
            ],
        }
    ],
}  # fmt: skip


def test_squad(tmp_path: Path) -> None:
    found = read_set(write(tmp_path / "dev.json", SQUAD))
    questions = by_id(found)
    assert found.documents == [
        SourceDocument(
            "River_Trade", "The bridge was opened in 1894 by the mayor.\n\nFerries went on until 1931.",
            title="River Trade", language="en",
        )
    ]  # fmt: skip
    assert found.left_out == {"no gold answer, though not marked as impossible": ["s3"]}
    assert questions["s1"].question == "When was the bridge opened?"
    assert questions["s1"].answers == ["1894", "in 1894"]
    figures = said(questions["s1"], "The bridge was opened in 1894 by the mayor.", "River_Trade")
    # 7 tokens without the articles, 2 of them in the longer gold: F1 = 2 * 2 / (7 + 2)
    assert figures["EM"] == 0.0
    assert figures["F1"] == pytest.approx(4 / 9)
    assert (figures["gold string"], figures["score"], figures["gold citation recall"]) == (1.0, 1.0, 1.0)
    refused = result(REFUSAL, question=questions["s2"])
    assert [BY_NAME[name].of_question(refused) for name in ("EM", "F1", "score")] == [1.0, 1.0, 1.0]
    assert said(questions["s2"], "the mayor", "River_Trade")["EM"] == 0.0


def test_xquad_tells_its_language_by_its_name(tmp_path: Path) -> None:
    found = read_set(write(tmp_path / "xquad.de.json", {"data": SQUAD["data"]}))
    assert {one.lang for one in found.questions} == {"de"}


def test_squad_finds_the_paragraph(tmp_path: Path) -> None:
    question = by_id(read_set(write(tmp_path / "dev.json", SQUAD)))["s1"]
    found = passages(("x", "Ferries went on until 1931."), ("x", "The bridge was opened in 1894 by the mayor."))
    assert BY_NAME["passage RR@10"].of_question(result(search=found, question=question)) == 0.5


def beir(folder: Path, **files: str) -> Path:
    content = {
        "corpus.jsonl": lines({"_id": "d1", "title": "Wind", "text": "Wind turns mills."},
                              {"_id": "d/2", "title": "", "text": "Water turns mills."}),
        "queries.jsonl": lines({"_id": "q1", "text": "what turns mills"}, {"_id": "q2", "text": "unjudged"}),
        "qrels/dev.tsv": "query-id\tcorpus-id\tscore\nq2\td1\t1\n",
        "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td/2\t2\n",
    } | files  # fmt: skip
    for name, text in content.items():
        write(folder / name, text)
    return folder


def test_beir(tmp_path: Path) -> None:
    found = read_set(beir(tmp_path / "mills"))
    assert found.search_only
    assert found.left_out == {"no relevance judgement": ["q2"]}
    question = by_id(found)["q1"]
    assert question.grades == {"d1": 1, "d/2": 2}
    one = result(search=passages(("d1", ""), ("x", ""), ("d%2F2", "")), question=question)
    ideal = 2 + 1 / 1.5849625
    assert BY_NAME["nDCG@10"].of_question(one) == pytest.approx((1 + 2 / 2) / ideal)
    assert BY_NAME["AP"].of_question(one) == pytest.approx((1 + 2 / 3) / 2)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\n", "test.tsv:2: not query-id, corpus-id and score"),
        ("corpus.jsonl", '{"_id": "d1"}\n', "corpus.jsonl:1: 'text' is missing"),
        ("queries.jsonl", '{"_id": "q1"', "queries.jsonl:1: not a JSON object"),
        ("queries.jsonl", "[]", "queries.jsonl:1: not a JSON object but list"),
    ],
)
def test_bad_beir_files_are_named_with_their_line(tmp_path: Path, file: str, text: str, message: str) -> None:
    with pytest.raises(BadSet) as caught:
        read_set(beir(tmp_path / "mills", **{file: text}))
    assert message in str(caught.value)


def test_alce_asqa(tmp_path: Path) -> None:
    asqa = [
        {
            "sample_id": "a1",
            "question": "Who won the cup?",
            "qa_pairs": [
                {
                    "question": "Who won in 1990?",
                    "short_answers": ["Arden", "Arden FC"],
                    "context": "",
                    "wikipage": None,
                },
                {"question": "Who won in 1991?", "short_answers": ["Belling", ""], "context": "", "wikipage": None},
            ],
            "answer": "Arden won in 1990 and Belling in 1991.",
            "docs": [
                {"id": "77", "title": "The cup", "text": "Arden won in 1990.", "answers_found": [1, 0], "score": "1"},
                {"title": "Weather", "text": "It rained.", "answers_found": [0, 0], "score": "0.5"},
            ],
        }
    ]
    found = read_set(write(tmp_path / "asqa_eval_gtr_top100.json", asqa))
    question = by_id(found)["a1"]
    assert question.must_include == [["Arden", "Arden FC"], ["Belling"]]
    assert question.grades == {"77": 1}
    assert [one.title for one in found.documents] == ["The cup", "Weather"]
    assert said(question, "Arden FC won in 1990.", "77")["must_include"] == 0.5  # ALCE's STR-EM


def test_alce_qampari_and_eli5(tmp_path: Path) -> None:
    qampari = [
        {"id": "q1", "question": "Which towns?", "answers": [["Ely"], ["Ware", "Ware town"], ["Diss"]], "docs": []}
    ]
    question = by_id(read_set(write(tmp_path / "qampari.json", qampari)))["q1"]
    assert question.type == "list"
    assert said(question, "Ely and Ware town.")["must_include"] == pytest.approx(2 / 3)
    eli5 = [{"question": "Why is it so?", "answer": "Because.", "claims": ["It is so because."], "docs": []}]
    assert by_id(read_set(write(tmp_path / "eli5.json", eli5)))["0"].reference_answer == "Because."


RGB = {
    "id": 3, "query": "When is the fair?", "answer": [["2 May", "May 2"]],
    "positive": ["The fair is on May 2."], "negative": ["The fair is fun.", "Bring a coat."],
}  # fmt: skip


def test_rgb(tmp_path: Path) -> None:
    found = read_set(write(tmp_path / "en.json", lines(RGB, RGB | {"id": 4, "negative": ["Bring a coat."]})))
    question = by_id(found)["3"]
    assert question.grades == {"3-positive-0": 1}
    assert by_id(found)["4"].grades == {"3-positive-0": 1}  # the same text is one document
    assert len(found.documents) == 3
    assert said(question, "It is on 2 May.", "3-positive-0")["score"] == 1.0


def test_rgb_with_several_facts_counts_each(tmp_path: Path) -> None:
    several = RGB | {"answer": [["2 May"], ["Ely"]], "positive": [["It is on 2 May."], ["It is in Ely.", "Ely, then."]]}
    question = by_id(read_set(write(tmp_path / "en_int.json", lines(several))))["3"]
    assert (question.type, len(question.grades)) == ("multi-hop", 3)
    assert said(question, "It is in Ely.")["score"] == 0.5


def test_rgb_with_false_facts_expects_a_conflict(tmp_path: Path) -> None:
    false = RGB | {"answer": "2 May", "fakeanswer": "9 June", "positive_wrong": ["The fair is on 9 June."]}
    question = by_id(read_set(write(tmp_path / "en_fact.json", lines(false))))["3"]
    assert (question.type, question.expects_conflict, question.must_include) == ("conflict", True, ["2 May"])


def test_rgb_as_a_rejection_test_indexes_only_what_does_not_answer(tmp_path: Path) -> None:
    found = read_set(write(tmp_path / "en.json", lines(RGB)), "rgb-rejection")
    assert not by_id(found)["3"].answerable
    assert [one.text for one in found.documents] == RGB["negative"]
    assert BY_NAME["score"].of_question(result(REFUSAL, question=by_id(found)["3"])) == 1.0


TURNS: list[dict[str, Any]] = [
    {"speaker": "user", "text": "What is Cloudant?"},
    {"speaker": "agent", "text": "A document database."},
    {"speaker": "user", "text": "Can it store JSON?"},
]


def test_mtrag_tasks(tmp_path: Path) -> None:
    context = {"document_id": "doc-1", "title": "Cloudant", "text": "Cloudant stores JSON documents."}
    tasks = lines(
        {"task_id": "c<::>2", "input": TURNS, "contexts": [context], "targets": [{"text": "Yes."}],
         "Answerability": ["ANSWERABLE"]},
        {"task_id": "c<::>3", "input": TURNS[:1], "contexts": [], "targets": [], "Answerability": ["UNANSWERABLE"]},
        {"task_id": "c<::>4", "input": TURNS[:1], "contexts": [], "targets": [], "Answerability": ["CONVERSATIONAL"]},
    )  # fmt: skip
    found = read_set(write(tmp_path / "reference.jsonl", tasks))
    question = by_id(found)["c<::>2"]
    assert question.question == "Can it store JSON?"
    assert [(turn.role, turn.content) for turn in question.history] == [
        ("user", "What is Cloudant?"), ("assistant", "A document database."),
    ]  # fmt: skip
    assert (question.reference_answer, question.grades, question.type) == ("Yes.", {"doc-1": 1}, "follow-up")
    assert not by_id(found)["c<::>3"].answerable
    assert found.left_out == {"conversational: asks nothing of the documents": ["c<::>4"]}
    assert said(question, "It does.", "doc-1", "doc-9")["gold citation precision"] == 0.5


def test_mtrag_conversations(tmp_path: Path) -> None:
    def context(name: str, judged: str) -> dict[str, Any]:
        return {"document_id": name, "text": name, "feedback": {"relevant": {"someone": {"value": judged}}}}

    reply = {"speaker": "agent", "text": "Yes.", "contexts": [context("doc-1", "yes"), context("doc-2", "no")]}
    asked = TURNS[2] | {"enrichments": {"Answerability": ["PARTIAL"]}}
    conversation = {"author": "someone", "messages": [*TURNS[:2], asked, reply]}
    found = read_set(write(tmp_path / "conversations.json", [conversation]))
    question = by_id(found)["0<::>2"]
    assert (question.grades, question.answerable, len(question.history)) == ({"doc-1": 1}, True, 2)


def test_multihop_rag(tmp_path: Path) -> None:
    def article(name: str) -> dict[str, Any]:
        return {"title": name, "url": f"https://n.example/{name}", "source": "Times", "body": f"About {name}.",
                "published_at": "2023-10-05T12:00:00+00:00", "category": "news"}  # fmt: skip

    write(tmp_path / "corpus.json", [article("alpha"), article("beta")])
    evidence = [{"url": f"https://n.example/{name}", "fact": "", "title": name} for name in ("beta", "alpha", "beta")]
    queries: list[dict[str, Any]] = [
        {"query": "Who did both?", "answer": "Sam", "question_type": "inference_query", "evidence_list": evidence},
        {
            "query": "Who knows?",
            "answer": "Insufficient information.",
            "question_type": "null_query",
            "evidence_list": [],
        },
        {
            "query": "Lost?",
            "answer": "Yes",
            "question_type": "comparison_query",
            "evidence_list": [{"url": "https://gone"}],
        },
    ]
    write(tmp_path / "MultiHopRAG.json", queries)
    found = read_set(tmp_path)
    assert by_id(found)["0"].grades == {"article-0000": 1, "article-0001": 1}
    assert found.documents[0].published == "2023-10-05"
    assert not by_id(found)["1"].answerable
    assert found.left_out == {"its evidence is not in corpus.json": ["2"]}
    figures = said(by_id(found)["0"], "It was Sam.", "article-0000")
    assert (figures["gold string"], figures["gold citation recall"]) == (1.0, 0.5)
    write(tmp_path / "MultiHopRAG.json", [queries[0] | {"question_type": "riddle"}])
    with pytest.raises(BadSet, match=r"question 0: unknown question_type 'riddle'"):
        read_set(tmp_path)


def test_our_own_folder_brings_its_documents(tmp_path: Path) -> None:
    write(
        tmp_path / "mine" / "questions.jsonl", lines({"id": "1", "question": "Who?", "paragraph": "p", "docs": ["a"]})
    )
    (tmp_path / "mine" / "docs").mkdir()
    found = read_set(tmp_path / "mine")
    assert (found.name, found.folders, len(found.questions)) == ("mine", [tmp_path / "mine" / "docs"], 1)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("odd.json", [{"a": 1}], "of no known format; name one with --format"),
        ("empty.json", [], "of no known format"),
        ("folder/other.txt", "", "holds neither questions in *.jsonl nor queries.jsonl nor MultiHopRAG.json"),
        ("dev.json", {"data": [{"title": "x", "paragraphs": [{"qas": []}]}]}, "'context' is missing"),
        ("none.json", {"data": [{"title": "x", "paragraphs": []}]}, "holds no question that can be asked"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: Any, message: str) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(BadSet) as caught:
        read_set(path.parent if "/" in name else path)
    assert message in str(caught.value)


def test_a_missing_set_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match="there is no such file or folder"):
        read_set(tmp_path / "gone.json")


def test_written_documents_are_recognised_by_their_names(tmp_path: Path) -> None:
    written = [
        SourceDocument("d/2 ü", "Text.\n", title='A "title": yes', published="2023-10-05"),
        SourceDocument("d_2 ü", "b"),
    ]
    write_documents(written, tmp_path)
    files = sorted(tmp_path.glob("*.txt"))
    assert len(files) == 2
    texts = {yaml.safe_load(Path(f"{file}.meta.yaml").read_text())["url"]: file.read_text() for file in files}
    ends = {names(passages(("x", ""))[0].model_copy(update={"url": url}))[1]: text for url, text in texts.items()}
    assert ends == {"d/2 ü": "Text.\n", "d_2 ü": "b"}


def test_a_folder_of_sets_is_one_set(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", lines({"id": "2", "question": "Who?"}))
    write(tmp_path / "a.jsonl", lines({"id": "1", "question": "Who?"}))
    assert [one.id for one in read_set(tmp_path).questions] == ["1", "2"]
    write(tmp_path / "c.jsonl", lines({"id": "1", "question": "When?"}))
    with pytest.raises(BadSet, match=r"c\.jsonl: id '1' is also used in another file"):
        read_set(tmp_path)
