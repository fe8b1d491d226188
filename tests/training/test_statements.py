import json
from pathlib import Path

from training.dossiers.statements import Statement, read

ALONE = {"statement": "He left.", "quotes": ["She left."], "supported": False, "outcome": "other_name", "note": "he"}
GROUP = {
    "quotes": ["It rained.", "It snowed."],
    "true": [{"kind": "strong", "by": [1], "text": "There was snow."}],
    "false": [{"kind": "negated", "text": "It stayed dry."}],
}


def test_statements_alone_and_in_groups_are_read_in_order(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in (ALONE, GROUP)), encoding="utf-8")
    rain = ("It rained.", "It snowed.")
    assert list(read(file)) == [
        Statement("He left.", ("She left.",), False, "other_name"),
        Statement("There was snow.", rain, True, "strong", (1,)),
        Statement("It stayed dry.", rain, False, "negated"),
    ]
