"""Differences that hide in long sentences and in other verbs: opposites, before and after, counts, additions."""

import pytest

from service.verification import verify


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("An attack on one ally is not treated as an attack on all.",
         "The treaty treats an attack on one ally as an attack on all."),
        ("A late payment is not regarded as a breach.", "The contract regards a late payment as a breach."),
        ("Volunteers are not considered employees.", "The law considers volunteers employees."),
        ("The lynx is not listed as endangered.", "The agency lists the lynx as endangered."),
        ("The envoy took part in the talks.", "The envoy was left out of the talks."),
        ("The union took part in the meeting.", "The union was excluded from the meeting."),
        ("The captain participated in the match.", "The captain was left out of the match."),
        ("The mayor was included in the delegation.", "The mayor was left out of the delegation."),
        ("Opposition will fade.", "Opposition will grow."),
        ("He forecasts that resistance will fade if the bill stays.",
         "He forecasts that resistance will grow if the bill stays."),
        ("Support for the party is shrinking.", "Support for the party is growing."),
        ("The deficit narrowed in May.", "The deficit widened in May."),
        ("The unrest subsided in May.", "The unrest spread in May."),
        ("A letter arrived days after the leaders telephoned in May.",
         "A letter arrived days ahead of the telephone call which the leaders held in May."),
        ("The clinic closed shortly after the vote.", "The clinic closed shortly ahead of the vote."),
        ("The clinic closed before the council voted in June.", "The clinic closed after the council's vote in June."),
        ("The fleet sailed following the storm.", "The fleet sailed prior to the storm."),
        ("The book can be cited for this.", "We can cite only letters for this."),
        ("The bakery sells cakes on Monday.", "On Monday the bakery sells only bread."),
        ("The envoy read the annex to the senators.", "The envoy read only the preface to the senators."),
        ("The nurses received a bonus in May.", "In May the nurses received only a letter of thanks."),
        ("Karl Berg praised the new tram in Bonn.", "Karl Berg was asked in Bonn about the new tram."),
        ("Anna Lind abolished the levy.", "Anna Lind was questioned about the levy."),
        ("Rubio backed the alternative in Geneva.", "Rubio was asked about the alternative in Geneva."),
        ("Merz attacked the budget on Monday.", "Merz was interviewed on Monday about the budget."),
        ("The text is one between Norway and Sweden and must be sent to Denmark.",
         "The text is one between Norway and Denmark, and it must be sent to Sweden."),
        ("It will be one between Berg and Lind and will be shown to Hale.",
         "It will be one between Berg and Hale, and it will be shown to Lind."),
        ("Three papers with different authors, titles and lengths left Oslo on 3 May 2025.",
         "Two papers left Oslo on 3 May 2025, with different authors, titles and lengths."),
        ("Four ships carrying grain, coal and timber reached Riga on Monday.",
         "Three ships carrying grain, coal and timber reached Riga on Monday."),
        ("Three ministers met envoys from Spain, Italy and Malta in Rome.",
         "Two ministers met envoys from Spain, Italy and Malta in Rome."),
        ("Three banks in Bonn, Kiel and Mainz lent the city money for its trams.",
         "Five banks in Bonn, Kiel and Mainz lent the city money for its trams."),
    ],
)  # fmt: skip
def test_a_difference_is_seen(statement: str, quote: str) -> None:
    assert not verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("An attack on one ally is treated as an attack on all.",
         "The treaty treats an attack on one ally as an attack on all."),
        ("A late payment is regarded as a breach.", "The contract regards a late payment as a breach."),
        ("The book can be cited for this.", "We can cite only the book for this."),
        ("Only letters can be cited for this.", "We can cite only letters for this."),
        ("Karl Berg was asked about the new tram in Bonn.", "In Bonn Karl Berg was asked about the new tram."),
        ("The text is one between Norway and Denmark and must be sent to Sweden.",
         "The text is one between Norway and Denmark, and it must be sent to Sweden."),
        ("The envoy took part in the talks.", "The envoy participated in the talks."),
        ("The envoy did not take part in the talks.", "The envoy was left out of the talks."),
        ("Opposition will fade.", "Opposition will weaken."),
        ("Support for the party is growing.", "Support for the party is increasing."),
        ("A letter arrived days before the leaders telephoned in May.",
         "A letter arrived days ahead of the telephone call which the leaders held in May."),
        ("The clinic closed shortly before the vote.", "The clinic closed shortly ahead of the vote."),
        ("Two papers with different authors, titles and lengths left Oslo on 3 May 2025.",
         "Two papers left Oslo on 3 May 2025, with different authors, titles and lengths."),
        ("Three cities lent money.", "The cities of Bonn, Kiel and Mainz lent money."),
    ],
)  # fmt: skip
def test_what_agrees_stays_supported(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


ADDITIONS = [
    ("Witkoff and Kushner received Umerov in Miami", ", who handed him a new draft"),
    ("On 3 May the council of Oslo elected Anna Lind as its mayor", ", who promised to lower the rents"),
    ("The ferry from Tallinn reached Helsinki on Monday", ", where it was searched by the police"),
    ("Karl Berg sold the brewery to his sister in March", ", and he moved to Lisbon"),
    ("The commission fined the airline 3 million euros in 2024", ", which forced it to sell two planes"),
    ("The museum of Turin bought the painting from a dealer in May", ", after experts had doubted its age"),
    ("The judge in Leeds dismissed the case of the miners", ", calling it a waste of public money"),
]


@pytest.mark.parametrize(("base", "addition"), ADDITIONS)
def test_an_invented_clause_at_the_end_is_not_covered(base: str, addition: str) -> None:
    assert not verify(f"{base}{addition}.", [f"{base}."]).supported
    assert verify(f"{base}.", [f"{base}."]).supported
    assert verify(f"{base}{addition}.", [f"{base}{addition}."]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Umerov was received by Witkoff and Kushner in Miami, who gave him a new draft.",
         "Witkoff and Kushner received Umerov in Miami and handed him a new draft."),
        ("The council elected Anna Lind as its mayor, who pledged to lower the rents.",
         "Anna Lind, who promised to lower the rents, was elected mayor by the council."),
        ("The ferry reached Helsinki on Monday, where the police searched it.",
         "The ferry reached Helsinki on Monday and was searched there by the police."),
        ("The judge dismissed the case, calling it a waste of money.",
         "The judge dismissed the case and said that it was a waste of money."),
    ],
)  # fmt: skip
def test_a_clause_that_the_quote_has_in_other_words_is_covered(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported
