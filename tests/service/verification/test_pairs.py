"""How often `verify` is right on 508 pairs of our own about the economy, science, sport, law and diplomacy.

`pairs.jsonl` has them with their kinds. Those marked "unseen" were never looked at while the rules were made; the
floors are what was measured, less a little.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from service.verification import verify

FALSE = {"seen": 0.96, "unseen": 0.91}
TRUE = {"seen": 0.91, "unseen": 0.66}


def rights(half: str) -> dict[bool, list[bool]]:
    found: dict[bool, list[bool]] = defaultdict(list)
    for line in Path(__file__).with_name("pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["half"] == half:
            right = verify(pair["statement"], pair["quotes"]).supported == pair["supported"]
            found[pair["supported"]].append(right)
    return found


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_false_statements_are_caught_and_true_ones_kept(half: str) -> None:
    found = rights(half)
    assert sum(found[False]) / len(found[False]) >= FALSE[half]
    assert sum(found[True]) / len(found[True]) >= TRUE[half]
