"""Writes what the trained reader says in torch and float32, for the test that its int8 export says the same.

    python -m training.reader.make_reference

Adds `scores` (by sentence) and `answers` (start, end, score by sentence) to the cases in
`tests/service/reader/reference.json`.
"""

import json
from dataclasses import asdict

from service.reader import Window
from training.reader.settings import ROOT, load_given
from training.reader.torch_reader import torch_reader

PATH = ROOT / "tests" / "service" / "reader" / "reference.json"


def main() -> None:
    """Read every case with the last checkpoint."""
    reader = torch_reader(load_given())
    cases = json.loads(PATH.read_text(encoding="utf-8"))
    for case in cases:
        window = Window(case["text"], tuple((start, end) for start, end in case["sentences"]), case["title"])
        (reading,) = reader.read(case["question"], [window])
        case |= {"scores": reading.scores, "answers": [answer and asdict(answer) for answer in reading.answers]}
    PATH.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
