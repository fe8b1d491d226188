"""`verify` on single points of its contract; how often it is right on whole sets is in `test_pairs`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.verification import verify

ARMY = (
    "Point 6 of the plan caps the country's armed forces at 600,000 personnel, whereas the other text allows 800,000."
)


@pytest.mark.parametrize("told", ["600,000", "600 000", "0.6 million", "six hundred thousand"])
def test_a_number_is_known_in_every_notation(told: str) -> None:
    assert verify(f"Point 6 of the plan caps the country's armed forces at {told} personnel.", [ARMY]).supported


@pytest.mark.parametrize("told", ["660,000", "60,000", "800,000", "900 000"])
def test_another_number_is_named(told: str) -> None:
    verdict = verify(f"Point 6 of the plan caps the country's armed forces at {told} personnel.", [ARMY])
    assert verdict.outcome == "other_number"
    assert "600,000" in verdict.why


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("More than 80 villages were flooded.", "In all, 95 villages were flooded."),
        ("About 90 percent of the votes were counted.", "Roughly 90% of the votes were counted."),
        ("Half of the votes were counted.", "50 percent of the votes were counted."),
        ("The loan amounts to €90bn.", "The loan amounts to 90 billion euros."),
        ("The board meets twice a year.", "The board meets every six months."),
        ("It would cost between $300m and $350m.", "It would cost 300 to 350 million dollars."),
    ],
)
def test_amounts_that_say_the_same_agree(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote", "outcome"),
    [
        ("Exactly 90 villages were flooded.", "About 90 villages were flooded.", "overstated"),
        ("More than 90 villages were flooded.", "Fewer than 90 villages were flooded.", "other_number"),
        ("The board meets once a year.", "The board meets every six months.", "other_number"),
        ("The loan amounts to €122 million.", "Under article 122, the loan amounts to €210 million.", "other_number"),
    ],
)
def test_amounts_that_differ_do_not(statement: str, quote: str, outcome: str) -> None:
    assert verify(statement, [quote]).outcome == outcome


@pytest.mark.parametrize("told", ["24 November 2025", "Nov. 24", "November 24, 2025", "2025-11-24", "November"])
def test_a_date_is_known_in_every_notation(told: str) -> None:
    on = "in" if told == "November" else "on"
    assert verify(f"The council met {on} {told}.", ["The council met on Monday, 24 November 2025."]).supported


@pytest.mark.parametrize("told", ["25 November 2025", "Nov. 23", "24 December 2025", "24 November 2024"])
def test_another_date_is_named(told: str) -> None:
    assert verify(f"The council met on {told}.", ["The council met on 24 November 2025."]).outcome == "other_date"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The British prime minister rejected the offer.", "Keir Starmer rejected the offer."),
        ("Kyiv rejected the offer.", "Ukraine rejected the offer."),
        ("Zelenskyy rejected the offer.", "Zelensky rejected the offer."),
        ("Keir Starmer rejected the offer.", "Starmer rejected the offer."),
        ("The mayor of Krakow rejected the offer.", "The mayor of Kraków rejected the offer."),
        ("Britain, France and Germany rejected the offer.", "The E3 rejected the offer."),
    ],
)
def test_names_have_other_names(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


def test_a_city_where_something_happens_is_no_government() -> None:
    quote = "Russia and the envoys held a meeting."
    assert not verify("Russia and the envoys held a meeting in Moscow.", [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The court did not accept the appeal.", "The court accepted the appeal."),
        ("The court accepted the appeal.", "The court did not accept the appeal."),
        ("The court accepted the appeal.", "The court rejected the appeal."),
        ("The court met before the vote.", "The court met after the vote."),
        ("It will rain unless the wind turns.", "It will rain if the wind turns."),
        ("The rate is no longer fixed.", "The rate is still fixed."),
        ("The minister was not ready for talks.", "The minister was ready for talks."),
        ("It is paid from taxes rather than from loans.", "It is paid from loans rather than from taxes."),
        ("No delegation took part.", "A delegation took part."),
    ],
)
def test_what_is_denied_is_not_supported(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).outcome == "negated"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The court did not accept the appeal.", "The court rejected the appeal."),
        ("Nothing is said about costs.", "The text makes no mention of costs."),
        ("The rate is no longer fixed.", "The rate is not fixed any more."),
    ],
)
def test_denying_in_other_words_is_no_contradiction(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Norway compensates Sweden.", "Sweden compensates Norway."),
        ("Norway is compensated by Sweden.", "Norway compensates Sweden."),
        ("Anna Lind told Karl Berg that the vote was lost.", "Karl Berg told Anna Lind that the vote was lost."),
        ("The tenants must warn the landlords.", "The landlords must warn the tenants."),
        ("Sweden sold the ships to Norway.", "Norway sold the ships to Sweden."),
    ],
)
def test_who_did_what_to_whom_counts(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).outcome == "role_swapped"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Norway is compensated by Sweden.", "Sweden compensates Norway."),
        ("Norway bought the ships from Sweden.", "Sweden sold the ships to Norway."),
        ("Denmark lost the final to Spain.", "Spain beat Denmark in the final."),
    ],
)
def test_the_other_side_of_the_same_event_is_the_same(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The bridge will collapse.", "The bridge might collapse."),
        ("All members voted for the merger.", "Most members voted for the merger."),
        ("The minister ordered a review.", "The minister called for a review."),
        ("The envoy said the army had withdrawn.", "The envoy asked whether the army had withdrawn."),
        ("Only adults may enter.", "Adults may enter."),
    ],
)
def test_saying_more_than_the_quote_is_overstating(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).outcome == "overstated"


@pytest.mark.parametrize(
    "addition",
    [" and his office", " for half an hour", " in Geneva", " with long-range missiles", " because of the heat"],
)
def test_an_addition_is_not_covered(addition: str) -> None:
    quote = "Investigators had searched his home on Friday."
    assert verify(f"Investigators had searched his home{addition}.", [quote]).outcome == "not_covered"


def test_quotes_may_share_the_work_and_be_beside_the_point() -> None:
    quotes = [
        "Chancellor Rachel Moore presented the budget.",
        "She added that small shops were exempt.",
        "The weather in Lisbon was fine.",
    ]
    assert verify("Rachel Moore added that small shops were exempt.", quotes).supported
    assert not verify("Helen Carver added that small shops were exempt.", quotes).supported


@pytest.mark.parametrize(
    ("language", "statement", "quote", "supported"),
    [
        ("de", "Der Plan begrenzt das Heer auf 600.000 Mann.", "Der Plan begrenzt das Heer auf 600 000 Mann.", True),
        ("de", "Der Plan begrenzt das Heer auf 800.000 Mann.", "Der Plan begrenzt das Heer auf 600.000 Mann.", False),
        ("de", "Der Entwurf begrenzt die Armee nicht.", "Der Entwurf begrenzt die Armee.", False),
        ("fr", "Le projet limite l'armée à 600 000 soldats.", "Le projet limite l'armée à 600 000 soldats.", True),
        ("fr", "Le projet limite l'armée le 24 mars.", "Le projet limite l'armée le 25 mars.", False),
        ("pl", "Projekt ogranicza armię do 600 000 żołnierzy.", "Projekt ogranicza armię do 600 tys. żołnierzy.", True),
        ("pl", "Premier Nowak odrzucił projekt.", "Premier Kowalski odrzucił projekt.", False),
        ("uk", "Проєкт обмежує армію до 600 000 солдатів.", "Проєкт обмежує армію до 600 тис. солдатів.", True),
        ("uk", "Проєкт не обмежує армію.", "Проєкт обмежує армію.", False),
    ],
)  # fmt: skip
def test_other_languages_are_compared_as_far_as_tables_go(
    language: str, statement: str, quote: str, supported: bool
) -> None:
    assert verify(statement, [quote], language).supported is supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Der Plan begrenzt das Heer auf 800.000 Mann.", "Der Plan begrenzt das Heer auf 600.000 Mann."),
        ("Der Plan begrenzt das Heer nicht auf diese Zahl.", "Der Plan begrenzt das Heer auf diese Zahl."),
        ("Проєкт не обмежує армію країни жодним числом.", "Проєкт обмежує армію країни певним числом."),
    ],
)
def test_the_language_is_told_from_the_texts(statement: str, quote: str) -> None:
    assert not verify(statement, [quote]).supported
    assert verify(quote, [quote]).supported


def test_across_languages_and_in_unknown_ones_only_the_same_words_support() -> None:
    german, english = (
        "Der Rat hat den Entwurf am Montag einstimmig angenommen.",
        "The council adopted the draft on Monday.",
    )
    assert not verify(german, [english]).supported
    dutch = "De minister heeft het voorstel van de commissie op maandag afgewezen."
    assert verify(dutch, [f"Zo ging het verder. {dutch}"]).supported
    assert not verify(dutch.replace("afgewezen", "aanvaard"), [dutch]).supported


def test_a_statement_without_evidence_is_not_supported() -> None:
    assert verify("The council met.", [""]).outcome == "not_covered"
    assert not verify("?!", ["The council met."]).supported


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200), st.lists(st.text(max_size=200), min_size=1, max_size=3))
def test_any_text_gets_a_verdict(statement: str, quotes: list[str]) -> None:
    verdict = verify(statement, quotes)
    assert verdict.supported == (verdict.outcome == "supported")
    assert verdict.why
