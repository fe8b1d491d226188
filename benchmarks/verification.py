"""How often `verify` is right, how long it takes, and whether the cosine of sentence vectors would help it.

    python -m benchmarks.verification PAIRS.jsonl [--cosine CACHE_DIR]

Prints the shares of true statements kept and false ones caught by kind (and by half where pairs have one), the time of
a statement against three quotes, and with --cosine the cosines of statement and quote for what only coverage decides:
true paraphrases and additions have the same ones, so no vector is used.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from service.verification import verify
from service.verification.verifying import examine

Pair = Mapping[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--cosine", type=Path, metavar="CACHE_DIR")
    arguments = parser.parse_args()
    pairs = [json.loads(line) for line in arguments.pairs.read_text(encoding="utf-8").splitlines()]
    for half in sorted({pair.get("half", "all") for pair in pairs}):
        _rights(half, [pair for pair in pairs if pair.get("half", "all") == half])
    _time(pairs)
    if arguments.cosine:
        _cosines(pairs, arguments.cosine)


def _rights(half: str, pairs: Sequence[Pair]) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    named = 0
    for pair in pairs:
        verdict = verify(pair["statement"], pair["quotes"])
        kind = f"+{pair['note'].split(':')[0].split()[0]}" if pair["supported"] else pair["outcome"]
        by_kind[kind].append(verdict.supported == pair["supported"])
        named += not pair["supported"] and verdict.outcome == pair["outcome"]
    kept = [right for kind, rights in by_kind.items() if kind[0] == "+" for right in rights]
    caught = [right for kind, rights in by_kind.items() if kind[0] != "+" for right in rights]
    print(f"{half}: kept {_share(kept)}, caught {_share(caught)}, outcome named {named}")
    print("  " + ", ".join(f"{kind} {_share(rights)}" for kind, rights in sorted(by_kind.items())))


def _share(rights: Sequence[bool]) -> str:
    return f"{mean(rights):.3f} of {len(rights)}" if rights else "none"


def _time(pairs: Sequence[Pair]) -> None:
    quotes = [quote for pair in pairs for quote in pair["quotes"]]
    random.seed(0)
    verify(pairs[0]["statement"], pairs[0]["quotes"])
    taken = []
    for pair in pairs:
        three = [*pair["quotes"], *random.sample(quotes, 3)][:3]
        started = time.process_time()
        verify(pair["statement"], three)
        taken.append((time.process_time() - started) * 1000)
    print(f"three quotes: mean {mean(taken):.1f} ms, p95 {quantiles(taken, n=20)[-1]:.1f} ms of processor time")


def _cosines(pairs: Iterable[Pair], cache_dir: Path) -> None:
    from index.e5.embedder import E5Embedder

    embedder = E5Embedder(cache_dir)
    found: dict[bool, list[float]] = defaultdict(list)
    for pair in pairs:
        findings = examine(pair["statement"], pair["quotes"]).findings
        if findings and all(finding.outcome == "not_covered" for finding in findings):
            statement, *quotes = embedder.queries([pair["statement"], *pair["quotes"]])
            found[pair["supported"]].append(max(float(statement @ quote) for quote in quotes))
    for supported, cosines in found.items():
        low, middle, high = quantiles(cosines, n=4)
        print(f"cosine of {'true' if supported else 'false'} ones: quartiles {low:.3f} {middle:.3f} {high:.3f}")


if __name__ == "__main__":
    main()
