import pytest

from ingest.headings import is_reference_heading, looks_like_heading


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Sources",
            "SOURCES",
            "Sources:",
            "7. Sources",
            "References",
            "Bibliography",
            "Sources and notes",
            "Works cited",
        ),
        *(
            "Sources used",
            "Main sources",
            "Quellen",
            "Quellen und Anmerkungen",
            "Literatur",
            "Références",
            "Sources citées",
        ),
        *("Źródła", "Przypisy", "Джерела", "Список джерел", "Источники", "Sources (checked on 3 March)"),
    ],
)
def test_headings_over_sources(heading: str) -> None:
    assert is_reference_heading(heading)


@pytest.mark.parametrize(
    "heading",
    ["Sources of tension", "Source of the money", "The sources", "Resources", "Literaturnobelpreis", "Note", ""],
)
def test_other_headings(heading: str) -> None:
    assert not is_reference_heading(heading)


def test_a_bold_line_is_a_heading_unless_it_is_a_sentence() -> None:
    assert looks_like_heading("What is not known")
    assert not looks_like_heading("Nothing was agreed.")
    assert not looks_like_heading("The following points:")
    assert not looks_like_heading("word " * 15)
    assert not looks_like_heading("")
