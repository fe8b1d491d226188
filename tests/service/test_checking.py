"""A draft checked against an index: what is cited, and how it reads in a terminal."""

from pathlib import Path

from index.filters import Filters
from index.library import Library
from service import terminal
from service.checking import check_draft
from service.sources import LibrarySources
from tests.doubles import HashedWords, document

MET = "The delegations met in Geneva on 23 November 2025. No Russian delegation took part in the talks."
DRAFT = "The delegations met in Geneva on 23 November 2025. They met in Geneva on 25 November 2025. Why?"


def test_citations_are_numbered_in_order_and_shared(tmp_path: Path) -> None:
    library = Library.open(tmp_path, HashedWords())
    try:
        library.put(document(MET, title="Talks", language="en"), "talks", "1")
        library.wait_until_ready()
        found = check_draft(DRAFT, LibrarySources(library), Filters())
    finally:
        library.close()
    assert [one.checked.verdict for one in found.sentences] == ["supported", "contradicted", "no_claim"]
    assert [one.citations for one in found.sentences] == [(1,), (1,), ()]
    assert [citation.quote for citation in found.citations] == ["The delegations met in Geneva on 23 November 2025."]
    told = terminal.told_draft(found, 60)
    assert max(map(len, told.splitlines())) <= 60
    for part in ("+ The delegations", "! They met", "supported [1]", "contradicted [1]", "Talks"):
        assert part in told
