"""The reader in torch: a BERT encoder that scores all sentences of a passage in one pass.

    input      <s> question </s> [title </s>] passage </s>
    sentence   mean and attention pooling over its tokens → a logit
    null       the first token → a logit: nothing here answers
    span       by token a start and an end logit; the first token's mean "none"

Attention is written out: torch's fused kernel takes half of a training step in bfloat16 on a processor. There is no
dropout, which halves the speed.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.e5.weights import EPSILON, FEED_FORWARD, HEADS, HIDDEN, POSITIONS
from training.reader.starts import Start

FAR = -1e4
"""Stands for minus infinity in logits of places that are not there."""


class Linear(nn.Linear):
    """A linear map in the precision of its input; the weights themselves stay float32."""

    def forward(self, x: Tensor) -> Tensor:
        """Shape (..., inputs) → (..., outputs)."""
        return functional.linear(x, self.weight.to(x.dtype), None if self.bias is None else self.bias.to(x.dtype))


class Norm(nn.LayerNorm):
    """Layer normalisation in the precision of its input."""

    def __init__(self) -> None:
        super().__init__(HIDDEN, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (..., 384) → the same."""
        return functional.layer_norm(x, (HIDDEN,), self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = Linear(HIDDEN, 3 * HIDDEN)
        self.ao = Linear(HIDDEN, HIDDEN)
        self.aln = Norm()
        self.fi = Linear(HIDDEN, FEED_FORWARD)
        self.fo = Linear(FEED_FORWARD, HIDDEN)
        self.oln = Norm()

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        """Shape (batch, tokens, 384) → the same; `padding`, (batch, 1, 1, tokens), is added to the logits."""
        batch, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(2, 3) + padding
        mixed = (scores.softmax(3) @ v).transpose(1, 2).reshape(batch, tokens, HIDDEN)
        x = self.aln(x + self.ao(mixed))
        return self.oln(x + self.fo(functional.gelu(self.fi(x))))


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length."""

    ids: Tensor
    """(batch, tokens), words of the frozen table."""
    sentence_of: Tensor
    """(batch, tokens): -1 outside the passage, -2 for padding."""
    gold: Tensor
    """(batch, sentences) bool."""
    exists: Tensor
    """(batch, sentences) bool."""
    spans: Tensor
    """(batch, 2)."""


@dataclass(frozen=True)
class Logits:
    """What the reader says of a batch, float32."""

    null: Tensor
    """(batch,)."""
    sentences: Tensor
    """(batch, sentences), FAR where there is none."""
    spans: Tensor
    """(batch, tokens, 2), FAR outside the passage, but for the first token."""


class Reader(nn.Module):
    """Encoder and heads; the word embeddings are not part of it."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(POSITIONS, HIDDEN))
        self.norm = Norm()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.attend = nn.Linear(HIDDEN, 1, bias=False)
        self.sentence = nn.Sequential(nn.Linear(2 * HIDDEN, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.null = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.span = nn.Linear(HIDDEN, 2)

    def heads(self) -> list[nn.Parameter]:
        """The parameters that have no start."""
        return [p for part in (self.attend, self.sentence, self.null, self.span) for p in part.parameters()]

    def encode(self, embeddings: Tensor, present: Tensor) -> Tensor:
        """Word embeddings (batch, tokens, 384) → hidden states of the same shape and precision."""
        dtype = embeddings.dtype
        x = self.norm(embeddings + self.positions[: embeddings.shape[1]].to(dtype))
        padding = torch.where(present, 0.0, FAR).to(dtype)[:, None, None]
        for layer in self.layers:
            x = layer(x, padding)
        return x

    def forward(self, embeddings: Tensor, sentence_of: Tensor, sentences: int) -> Logits:
        """Logits of a batch with at most this many sentences."""
        x = self.encode(embeddings, sentence_of > -2).float()
        member = (sentence_of[:, None] == torch.arange(sentences)[None, :, None]).float()
        mean = member @ x / member.sum(2, keepdim=True).clamp(min=1)
        attention = (self.attend(x)[:, None, :, 0] + (1 - member) * FAR).softmax(2)
        exists = member.any(2)
        logits = self.sentence(torch.cat((mean, attention @ x), 2))[..., 0]
        null = self.null(x[:, 0])[..., 0]
        inside = sentence_of >= 0
        inside[:, 0] = True
        spans = torch.where(inside[..., None], self.span(x), FAR)
        return Logits(null, torch.where(exists, logits, FAR), spans)


def tensors(model: Reader) -> dict[str, Tensor]:
    """The encoder's tensors under the names of `index.e5.weights`, as views."""
    found = {"emb.ln.w": model.norm.weight, "emb.ln.b": model.norm.bias, "emb.pos": model.positions}
    for i, layer in enumerate(model.layers):
        for part, weight, bias in zip("qkv", layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True):
            found |= {f"l{i}.{part}.w": weight, f"l{i}.{part}.b": bias}
        for part in ("ao", "aln", "fi", "fo", "oln"):
            module = getattr(layer, part)
            found |= {f"l{i}.{part}.w": module.weight, f"l{i}.{part}.b": module.bias}
    return found


@torch.no_grad()
def initialise(model: Reader, start: Start) -> None:
    """Set the encoder to the start; the type embedding is added to the positions once and for all."""
    for name, tensor in tensors(model).items():
        value = torch.from_numpy(start.tensor(name).copy())
        tensor.copy_(value.reshape(tensor.shape))
    model.positions += torch.from_numpy(start.tensor("emb.type").reshape(-1, HIDDEN)[0].copy())


def loss(logits: Logits, batch: Batch) -> tuple[Tensor, Tensor]:
    """The loss to minimise, and the part of it that is about the choice of the sentence.

    Cross entropy over {null, sentences}, where any gold sentence will do; half the binary cross entropy of z, which
    makes z comparable between passages; .7 of the cross entropy of the span where it is known.
    """
    answered = batch.gold.any(1)
    every = torch.cat((logits.null[:, None], logits.sentences), 1).logsumexp(1)
    right = torch.where(batch.gold, logits.sentences, FAR).logsumexp(1)
    choice = (every - torch.where(answered, right, logits.null)).mean()
    z = logits.sentences - logits.null[:, None]
    binary = functional.binary_cross_entropy_with_logits(z, batch.gold.float(), reduction="none")
    binary = (binary * batch.exists).sum() / batch.exists.sum()
    known = batch.spans[:, 0] >= 0
    total = choice + 0.5 * binary
    if known.any():
        pairs = zip(logits.spans[known].unbind(2), batch.spans[known].unbind(1), strict=True)
        total = total + 0.7 * sum(functional.cross_entropy(place, target) for place, target in pairs) / 2
    return total, choice.detach()
