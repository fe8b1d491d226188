"""The checkpoint behind the interface of the product's reader, to compare it with others and with its export."""

import torch

from service.reader.reader import Floats, Reader, Run
from service.reader.windows import Limits
from training.reader import model
from training.reader.settings import Settings
from training.reader.starts import start
from training.reader.train import load_model


def torch_reader(settings: Settings) -> Reader:
    """The last checkpoint as a reader."""
    begin = start(settings.model.start, settings.data.work)
    limits = Limits(settings.window.passage_tokens, settings.window.question_tokens, settings.window.title_tokens)
    run = on_torch(load_model(settings), torch.from_numpy(begin.words()))
    return Reader(begin.encode, run, limits, (begin.begin, begin.end))


def on_torch(reader: model.Reader, words: torch.Tensor) -> Run:
    """A forward pass of one window in float32."""

    @torch.no_grad()
    def run(ids: list[int], members: Floats) -> tuple[Floats, Floats]:
        sentence_of = torch.full((1, len(ids)), -1)
        for row, member in enumerate(members):
            sentence_of[0, torch.from_numpy(member).bool()] = row
        logits = reader(words[ids][None], sentence_of, len(members))
        return (logits.sentences[0] - logits.null).numpy(), logits.spans[0].numpy()

    return run
