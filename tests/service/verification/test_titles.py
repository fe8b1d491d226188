"""A title that two persons share makes them no one person."""

import pytest

from service.verification import verify


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("President Putin said that the talks were on hold.", "President Zelensky said that the talks were on hold."),
        ("President Macron opened the museum on Monday.", "President Nawrocki opened the museum on Monday."),
        ("President Vladimir Putin praised the fleet.", "President Volodymyr Zelensky praised the fleet."),
        ("Prime Minister Starmer toured the shipyard.", "Prime Minister Tusk toured the shipyard."),
        ("Prime Minister Keir Starmer cut the tax.", "Prime Minister Giorgia Meloni cut the tax."),
        ("Foreign Minister Lavrov refused to answer.", "Foreign Minister Sikorski refused to answer."),
        ("Foreign Minister Wadephul met the miners.", "The foreign minister, Radosław Sikorski, met the miners."),
        ("Senator Graham drafted the bill.", "Senator Shaheen drafted the bill."),
        ("Chancellor Scholz raised the levy.", "Chancellor Merz raised the levy."),
        ("Chancellor Merz raised the levy.", "Chancellor Rachel Moore raised the levy."),
        ("Dr Lind discovered the comet.", "Dr Berg discovered the comet."),
        ("Mr Hale bought the orchard.", "Mr Pike bought the orchard."),
        ("President Biden signed the act.", "President Trump signed the act."),
        ("The Ukrainian president spoke in Paris.", "The French president spoke in Paris."),
        ("Secretary of State Marco Rubio left early.", "Secretary of State Antony Blinken left early."),
    ],
)
def test_two_persons_with_one_title_are_two(statement: str, quote: str) -> None:
    assert not verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("President Putin said that the talks were on hold.", "Putin said that the talks were on hold."),
        ("Putin said that the talks were on hold.", "The Russian president said that the talks were on hold."),
        ("President Macron opened the museum.", "The French president, Emmanuel Macron, opened the museum."),
        ("Prime Minister Starmer toured the shipyard.", "Keir Starmer toured the shipyard."),
        ("The British prime minister toured the shipyard.", "Prime Minister Starmer toured the shipyard."),
        ("Foreign Minister Lavrov refused to answer.", "Russia's foreign minister Lavrov refused to answer."),
        ("Senator Graham drafted the bill.", "Senator Lindsey Graham drafted the bill."),
        ("Chancellor Merz raised the levy.", "The German chancellor raised the levy."),
        ("Dr Lind discovered the comet.", "Anna Lind discovered the comet."),
        ("President Putin thanked President Xi.", "President Putin thanked President Xi."),
    ],
)
def test_one_person_may_be_named_with_or_without_a_title(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported
