"""Pairs of short documents: such as cannot both be right, and such as merely look so."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Case:
    """Two documents, a question, and the short answers that a reader would mark."""

    name: str
    question: str
    texts: tuple[str, ...]
    marked: tuple[str, ...] = ()
    titles: tuple[str, ...] = ("Report one", "Report two")
    published: tuple[date, ...] = (date(2024, 5, 6), date(2024, 5, 8))


DISPUTED = [
    Case(
        "counts of the same signatories",
        "How many mayors signed the river declaration?",
        ("Exactly 41 mayors signed the river declaration.", "Some 43 mayors signed the river declaration."),
        ("41", "43"),
    ),
    Case(
        "the same count in the passive",
        "How many mayors signed the river declaration?",
        ("Exactly 41 mayors signed the river declaration.", "The river declaration was signed by 43 mayors."),
        ("41", "43"),
    ),
    Case(
        "days of one signing",
        "When was the river treaty signed?",
        ("The river treaty was signed on 4 May 2024.", "The river treaty was signed on 5 May 2024."),
        ("4 May 2024", "5 May 2024"),
    ),
    Case(
        "years of one foundation",
        "When was the rowing club of Tavira founded?",
        ("The rowing club of Tavira was founded in 1897.", "The rowing club of Tavira was founded in 1901."),
        ("1897", "1901"),
    ),
    Case(
        "the cost of one bridge",
        "How much did the new bridge in Lindow cost?",
        ("The new bridge in Lindow cost 12 million euros.", "The new bridge in Lindow cost 15 million euros."),
        ("12 million euros", "15 million euros"),
    ),
    Case(
        "one share",
        "What share of the delta is salty?",
        ("About 40 per cent of the delta is salty.", "About 55 per cent of the delta is salty."),
        ("40 per cent", "55 per cent"),
    ),
    Case(
        "the length of one talk",
        "How long did Brandt and Kovar talk on the telephone?",
        (
            "Brandt and Kovar talked on the telephone for half an hour.",
            "Brandt and Kovar talked on the telephone for two hours.",
        ),
        ("half an hour", "two hours"),
    ),
    Case(
        "each side with its own source",
        "How high is the mast of Orro?",
        (
            "According to the Norrland Herald, the mast of Orro is 212 metres high.",
            "The Vesta Times reports that the mast of Orro is 240 metres high.",
        ),
        ("212", "240"),
    ),
    Case(
        "ranges that do not meet",
        "How many seals live in the Gulf of Sulm?",
        ("Between 400 and 500 seals live in the Gulf of Sulm.", "Some 900 seals live in the Gulf of Sulm."),
        ("400 and 500", "900"),
    ),
    Case(
        "a bound that is broken",
        "How many pupils attend the school of Barca?",
        ("More than 600 pupils attend the school of Barca.", "The school of Barca is attended by 450 pupils."),
        ("600", "450"),
    ),
    Case(
        "the number in words",
        "How many locks has the Verest canal?",
        ("The Verest canal has eleven locks.", "The Verest canal has 14 locks."),
        ("eleven", "14"),
    ),
    Case(
        "another verb for the same",
        "What share of Upper Sulm do the rebels hold?",
        ("The rebels hold 70 per cent of Upper Sulm.", "The rebels control 80 per cent of Upper Sulm."),
        ("70 per cent", "80 per cent"),
    ),
    Case(
        "not asked for",
        "What is known about the mayors and the river declaration?",
        ("Exactly 41 mayors signed the river declaration.", "Exactly 43 mayors signed the river declaration."),
    ),
    Case(
        "affirmed and denied",
        "Had the ministry received the river treaty?",
        ("The ministry had received the river treaty.", "The ministry had not received the river treaty."),
    ),
    Case(
        "accepted and rejected",
        "Did Norrland accept the offer of Vesta?",
        ("Norrland accepted the offer of Vesta.", "Norrland rejected the offer of Vesta."),
    ),
    Case(
        "two authors of one text",
        "Who wrote the first draft of the lake treaty?",
        (
            "Ines Kovar wrote the first draft of the lake treaty.",
            "Tomas Brandt wrote the first draft of the lake treaty.",
        ),
        ("Ines Kovar", "Tomas Brandt"),
    ),
    Case(
        "a page that tells both lengths",
        "How long was the call of Brandt and Kovar?",
        (
            "The call of Brandt and Kovar lasted half an hour on one page, and two hours on another.",
            "Brandt is a minister.",
        ),
    ),
    Case(
        "some and others",
        "When did Kovar speak in the council?",
        (
            "Most papers date the speech of Kovar in the council to 20 June, some other papers to 21 June.",
            "Kovar is an envoy.",
        ),
    ),
    Case(
        "one relay and another",
        "Which treaty does clause 7 name?",
        ("In clause 7 one relay names the Orro Treaty; another names the New Orro Treaty.", "Clauses are numbered."),
    ),
    Case(
        "some credit, others credit",
        "Who published the list first?",
        (
            "Some pages credit the deputy, and others credit the Herald with the first publication of the list.",
            "Lists are long.",
        ),
    ),
    Case(
        "sources said to differ, then each",
        "What did Kovar do in the talks?",
        (
            "The sources differ on what Kovar did in the talks. According to the Herald, Kovar led the "
            "talks. Kovar himself says "
            "that he only carried papers.",
            "Talks are held.",
        ),
    ),
    Case(
        "a table of counts",
        "How many points has the lake plan?",
        (
            "The accounts differ on the points of the lake plan.\n\n| Who | Count |\n|---|---|\n| Kovar | 28 points |\n"
            "| the Herald | 19 points |\n| Brandt | 22 points |",
            "Plans have points.",
        ),
    ),
    Case(
        "police and union",
        "How many people came to the rally in Dunmar?",
        (
            "The police counted 8,000 people at the rally in Dunmar. The union counted 25,000 people.",
            "Dunmar is a city.",
        ),
    ),
    Case(
        "a claim called an error",
        "Would the lake plan halve the fleet?",
        (
            "The sources disagree about the fleet. The Herald wrote that the lake plan would halve the "
            "fleet. That is an error.",
            "Fleets have ships.",
        ),
    ),
    Case(
        "a press review of values",
        "How much money lies in the Orro fund?",
        ("- In the Orro fund: 193 million euros in one digest, 185 million euros in a post.", "Funds hold money."),
        titles=("Press review: same story, different numbers", "Report two"),
    ),
]
"""Every one must be shown."""

ALIKE = [
    Case(
        "the same in words and digits",
        "How many signatories has the river declaration?",
        ("The river declaration has 13 signatories.", "The river declaration has thirteen signatories."),
        ("13", "thirteen"),
    ),
    Case(
        "a limit and a strength",
        "How many soldiers has the army of Vesta?",
        ("The army of Vesta has 85,000 soldiers.", "The army of Vesta is capped at 60,000 soldiers."),
        ("85,000", "60,000"),
    ),
    Case(
        "a plan and a state",
        "How many buses has the city of Lindow?",
        ("The city of Lindow has 120 buses.", "The city of Lindow would have 200 buses."),
        ("120", "200"),
    ),
    Case(
        "before the war and now",
        "How many people live in Barca?",
        ("Some 41,000 people live in Barca.", "Before the war some 60,000 people lived in Barca."),
        ("41,000", "60,000"),
    ),
    Case(
        "two drafts by their numbers",
        "How many soldiers does the plan allow?",
        ("The 28-point plan allows 60,000 soldiers.", "The 20-point plan allows 80,000 soldiers."),
        ("60,000", "80,000"),
    ),
    Case(
        "two drafts by the names of their authors",
        "How much water may be withdrawn?",
        ("The draft of Norrland allows 600 million litres.", "The draft of Vesta allows 800 million litres."),
        ("600 million", "800 million"),
    ),
    Case(
        "a draft and its rewrite",
        "How many judges does the text foresee?",
        ("The text of the treaty foresees 9 judges.", "The rewrite of the treaty foresees 15 judges."),
        ("9", "15"),
    ),
    Case(
        "two clauses",
        "How many days does the treaty allow?",
        ("Clause 4 of the treaty allows 30 days.", "Clause 9 of the treaty allows 90 days."),
        ("30 days", "90 days"),
    ),
    Case(
        "north and south",
        "How high is the tower of Verest?",
        ("The north tower of Verest is 80 metres high.", "The south tower of Verest is 65 metres high."),
        ("80", "65"),
    ),
    Case(
        "a part and the whole",
        "How many mayors signed the river declaration?",
        (
            "In all 41 mayors signed the river declaration.",
            "The river declaration was signed by 17 mayors of Norrland.",
        ),
        ("41", "17"),
    ),
    Case(
        "some of those counted before",
        "How many mayors signed the river declaration?",
        ("Exactly 41 mayors signed the river declaration.", "The three mayors handed over the river declaration."),
        ("41", "three"),
    ),
    Case(
        "rounded",
        "How many people live in Norrland?",
        ("Norrland has 1,234,000 inhabitants.", "Norrland has about 1,200,000 inhabitants."),
        ("1,234,000", "1,200,000"),
    ),
    Case(
        "a range that holds the other",
        "How many seals live in the Gulf of Sulm?",
        ("Between 400 and 500 seals live in the Gulf of Sulm.", "Some 450 seals live in the Gulf of Sulm."),
        ("400 and 500", "450"),
    ),
    Case(
        "a bound that is kept",
        "How many pupils attend the school of Barca?",
        ("More than 600 pupils attend the school of Barca.", "The school of Barca is attended by 650 pupils."),
        ("600", "650"),
    ),
    Case(
        "two currencies",
        "How much did the new bridge in Lindow cost?",
        ("The new bridge in Lindow cost 12 million euros.", "The new bridge in Lindow cost 13 million dollars."),
        ("12 million euros", "13 million dollars"),
    ),
    Case(
        "two units",
        "How long is the tunnel of Orro?",
        ("The tunnel of Orro took 7 years.", "The tunnel of Orro is 900 metres long."),
        ("7 years", "900"),
    ),
    Case(
        "two things counted",
        "How many were hurt in Hessin?",
        ("The flood in Hessin destroyed 14 houses.", "The flood in Hessin destroyed 30 barns."),
        ("14", "30"),
    ),
    Case(
        "two events",
        "When did the delegations meet?",
        ("The delegations met in Dunmar on 9 April 2024.", "The delegations met in Hessin on 2 May 2024."),
        ("9 April 2024", "2 May 2024"),
    ),
    Case(
        "signed and ratified",
        "When was the river treaty signed?",
        ("The river treaty was signed on 4 May 2024.", "The river treaty was ratified on 9 November 2024."),
        ("4 May 2024", "9 November 2024"),
    ),
    Case(
        "the same day with and without its year",
        "When was the river treaty signed?",
        ("The river treaty was signed on 4 May 2024.", "The river treaty was signed on 4 May."),
        ("4 May 2024", "4 May"),
    ),
    Case(
        "at two dates",
        "How much water was in the lake?",
        ("On 3 May 2024 the lake held 40 million litres.", "On 3 June 2024 the lake held 55 million litres."),
        ("40 million litres", "55 million litres"),
    ),
    Case(
        "years apart",
        "How many people live in Barca?",
        ("Some 41,000 people live in Barca.", "Some 52,000 people live in Barca."),
        ("41,000", "52,000"),
        published=(date(2004, 5, 6), date(2024, 5, 8)),
    ),
    Case(
        "first planned, then changed, in one sentence",
        "How many clauses has the lake plan?",
        ("The lake plan has 28 clauses.", "The lake plan had 28 clauses and now has 19 clauses."),
        ("28", "19"),
    ),
    Case(
        "one document of two times",
        "How many mayors signed the river declaration?",
        (
            "At first 41 mayors signed the river declaration. In the end 43 mayors signed the river declaration.",
            "Mayors sign.",
        ),
        ("41", "43"),
    ),
    Case(
        "two signatories of one text",
        "Who signed the river declaration?",
        ("Ines Kovar signed the river declaration.", "Tomas Brandt signed the river declaration."),
        ("Ines Kovar", "Tomas Brandt"),
    ),
    Case(
        "two states that do the opposite",
        "Who accepted the offer?",
        ("Norrland accepted the offer of the commission.", "Vesta rejected the offer of the commission."),
    ),
    Case(
        "denied for another thing",
        "Did the ministry receive the treaty?",
        ("The ministry received the river treaty.", "The ministry did not receive the lake treaty."),
    ),
    Case(
        "what two states would each give",
        "How many tanks will be sent?",
        ("Norrland said that it would send 100 tanks. Vesta said that it would send 50 tanks.", "Tanks are heavy."),
    ),
    Case(
        "states that disagree on what to do",
        "What do Norrland and Vesta want?",
        (
            "Norrland and Vesta disagree about the dam. Norrland said that it wants a dam. Vesta said "
            "that it wants none.",
            "Dams hold water.",
        ),
    ),
    Case(
        "not believed by the reader",
        "How many mayors signed the river declaration?",
        ("Exactly 41 mayors signed the river declaration.", "The bridge has 43 pillars of stone."),
        ("41", "43"),
    ),
]
"""None must be shown."""
