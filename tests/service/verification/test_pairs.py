"""How often `verify` is right on 688 pairs of our own about the economy, science, sport, law and diplomacy.

`pairs.jsonl` and `paraphrases.jsonl` have them with their kinds; in the second, two of three true statements are strong
paraphrases. Those marked "unseen" were never looked at while the rules were made; the floors are what was measured,
less a little.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from service.verification import verify


def rights(name: str, half: str) -> dict[bool, list[bool]]:
    found: dict[bool, list[bool]] = defaultdict(list)
    for line in Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["half"] == half:
            right = verify(pair["statement"], pair["quotes"]).supported == pair["supported"]
            found[pair["supported"]].append(right)
    return found


@pytest.mark.parametrize(
    ("name", "half", "caught", "kept"),
    [
        ("pairs", "seen", 0.97, 0.91),
        ("pairs", "unseen", 0.91, 0.69),
        ("paraphrases", "seen", 0.92, 0.77),
        ("paraphrases", "unseen", 0.83, 0.43),
    ],
)
def test_false_statements_are_caught_and_true_ones_kept(name: str, half: str, caught: float, kept: float) -> None:
    found = rights(name, half)
    assert sum(found[False]) / len(found[False]) >= caught
    assert sum(found[True]) / len(found[True]) >= kept
