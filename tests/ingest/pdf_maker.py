"""A small PDF writer for tests: text at places in the standard fonts, lines, rotation, properties."""

from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Text:
    """A line of text that begins at (x, y), counted from the lower left of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "plain"
    angle: int = 0


@dataclass
class Page:
    """A page: its texts, and its lines as (x0, y0, x1, y1)."""

    texts: list[Text] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    rotated: bool = False

    def paragraph(
        self, x: float, y: float, lines: Sequence[str], size: float = 10, leading: float = 14, font: str = "plain"
    ) -> float:
        """Set lines below each other; the height of the line after the last is returned."""
        for line in lines:
            self.texts.append(Text(x, y, line, size, font))
            y -= leading
        return y

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw a table's lines."""
        self.lines += [(x, min(ys), x, max(ys)) for x in xs]
        self.lines += [(min(xs), y, max(xs), y) for y in ys]


def make(pages: Sequence[Page], **properties: str) -> bytes:
    """The bytes of a PDF."""
    objects = ["<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>", ""]
    fonts = []
    for name, base in FONTS.items():
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding << /Type /Encoding"
            " /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >> >>"
        )
        fonts.append(f"/{name} {len(objects)} 0 R")
    kids = []
    for page in pages:
        content = _content(page)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        rotation = "/Rotate 90 " if page.rotated else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {rotation}/Contents {len(objects)} 0 R"
            f" /Resources << /Font << {' '.join(fonts)} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< " + " ".join(f"/{name} ({_escaped(value)})" for name, value in properties.items()) + " >>")
    return _file(objects)


def _content(page: Page) -> str:
    parts = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in page.lines]
    for text in page.texts:
        x, y, turn = text.x, text.y, "1 0 0 1"
        if page.rotated:  # as seen after turning the page to the right by 90 degrees
            x, y, turn = WIDTH - text.y, text.x, "0 1 -1 0"
        elif text.angle:
            turn = "0.7071 0.7071 -0.7071 0.7071"
        parts.append(f"BT /{text.font} {text.size} Tf {turn} {x} {y} Tm ({_escaped(text.text)}) Tj ET")
    return "\n".join(parts)


def _escaped(text: str) -> str:
    octal = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("ﬁ", r"\001")
    return "".join(c if ord(c) < 128 else f"\\{c.encode('cp1252')[0]:03o}" for c in octal)


def _file(objects: Sequence[str]) -> bytes:
    body = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode("latin-1")
