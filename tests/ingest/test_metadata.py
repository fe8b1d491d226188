from datetime import date

import pytest

from index.documents import Metadata
from index.errors import InvalidInput
from ingest.metadata import front_matter, lenient, merge, sidecar

FULL = """
title: The plan
publisher: Legal Desk
author: [A. One, B. Two]
published: 2025-11-22
url: https://example.org/plan
language: en
kind: analysis
actors:
  - Germany
  - Friedrich Merz
  - Germany
reviewed: yes
"""


def test_all_fields_are_read_and_unknown_ones_ignored() -> None:
    assert sidecar(FULL, "a.meta.yaml") == Metadata(
        "The plan", "Legal Desk", "A. One, B. Two", date(2025, 11, 22), "https://example.org/plan", "en", "analysis",
        ("Germany", "Friedrich Merz"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("yaml", "metadata"),
    [
        ("", Metadata()),
        ("# nothing but a comment", Metadata()),
        ("title:", Metadata()),
        ("title: null", Metadata()),
        ("title: 2025", Metadata(title="2025")),
        ("language: no", Metadata(language="no")),
        ("language: de-AT", Metadata(language="de")),
        ("kind: News", Metadata(kind="news")),
        ("published: '2025-11-22T10:00:00+01:00'", Metadata(published=date(2025, 11, 22))),
        ("published: 2025-11-22 10:00:00", Metadata(published=date(2025, 11, 22))),
        ("actors: []", Metadata()),
        ('title: "  spaced\\n out "', Metadata(title="spaced out")),
    ],
)
def test_values_are_read_as_meant(yaml: str, metadata: Metadata) -> None:
    assert sidecar(yaml, "a.meta.yaml") == metadata


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("published: soon", r"a\.meta\.yaml: published: 'soon' is not a date; write it as YYYY-MM-DD"),
        ("published: 2025-13-01", r"published: '2025-13-01' is not a date"),
        ("published: 22.11.2025", r"published: '22\.11\.2025' is not a date"),
        ("published: [2025-11-22]", r"published: must be text, but is a list"),
        ("title: [a, b]", r"title: must be text, but is a list; write it on one line"),
        ("title: {a: b}", r"title: must be text, but is a mapping"),
        ("actors: Germany", r"actors: must be a list of names, such as \[Germany"),
        ("actors: [{name: Merz}]", r"actors: must be a list of names"),
        (
            "kind: blog",
            r"kind: 'blog' is no kind of document; use one of proposal, statement, news, analysis, background",
        ),
        ("language: English", r"language: 'English' is not a language code; write its two letters"),
        ("- a\n- b", r"a\.meta\.yaml: metadata must be fields, one a line, such as \"title: …\"; it is a list"),
        ("just words", r"it is a plain text"),
        ("title: a\n  b: [", r"a\.meta\.yaml, line 2: this is not valid YAML"),
        ("a: " + "[" * 5000, r"a\.meta\.yaml: this YAML is nested too deeply"),
        ("- " * 5000, r"a\.meta\.yaml: this YAML is nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_file_field_and_remedy(yaml: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        sidecar(yaml, "a.meta.yaml")


def test_front_matter_is_taken_from_the_text() -> None:
    assert front_matter("---\ntitle: T\n---\n# Head\n", "a.md") == (Metadata(title="T"), "# Head\n")
    assert front_matter("---\ntitle: T\n...\nText", "a.md") == (Metadata(title="T"), "Text")


@pytest.mark.parametrize(
    "text", ["---\n\nA paragraph between rules.\n\n---\nText", "Text\n---\na: b\n---\n", "---\na: b"]
)
def test_text_that_is_no_front_matter_stays(text: str) -> None:
    assert front_matter(text, "a.md") == (Metadata(), text)


def test_front_matter_of_site_generators_is_understood() -> None:
    found, _ = front_matter("---\npublished: true\ndate: 2025-11-22\nlang: de\nlayout: post\n---\nText", "a.md")
    assert found == Metadata(published=date(2025, 11, 22), language="de")


def test_bad_front_matter_is_an_error() -> None:
    with pytest.raises(InvalidInput, match=r"^a\.md, line 3: this is not valid YAML"):
        front_matter("---\ntitle: a\nb: c: d\n---\nText", "a.md")
    with pytest.raises(InvalidInput, match=r"^a\.md: published: 'soon' is not a date"):
        front_matter("---\npublished: soon\n---\nText", "a.md")


def test_properties_that_cannot_be_used_are_passed_over() -> None:
    assert lenient({"title": "T", "published": "soon", "language": "English", "kind": "post"}) == Metadata(title="T")


def test_the_first_that_knows_a_field_wins() -> None:
    one, other = Metadata(title="One"), Metadata(title="Other", actors=("A",))
    assert merge(one, other) == Metadata(title="One", actors=("A",))
