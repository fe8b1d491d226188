"""The documents that the tests of the page ask about."""

from datetime import date

from tests.doubles import document

GENEVA = document(
    "The talks in Geneva\n",
    "Marco Rubio led the American delegation in Geneva on 23 November 2025. He called it a good day 🕊️ and left.",
    "Steve Witkoff flew on to Moscow the same evening. Nobody told Brussels before the text was public.",
    *(
        f"Paragraph {number} fills the page so that a source has to be scrolled to be seen in full."
        for number in range(40)
    ),
    "After Geneva the plan was down to 19 points. The Financial Times counted them first.",
    title="The talks in Geneva",
    publisher="Example Post",
    published=date(2025, 11, 24),
    url="https://example.org/geneva",
    actors=("Marco Rubio", "Steve Witkoff"),
    language="en",
    kind="news",
)
DRAFT = document(
    "The American draft has 28 points. Its sixth caps Ukraine's army at 600,000.",
    "Point | Subject\n6 | army\n9 | fighter jets",
    title="The American draft",
    publisher="Legal Desk",
    published=date(2025, 11, 20),
    url="https://example.org/draft",
    actors=("United States",),
    language="en",
    kind="proposal",
)
BERLIN = document(
    "Der Kanzler sagte in Berlin, ohne Europa gehe es nicht. Die Bundesregierung will 800.000 Soldaten zulassen.",
    title="Berlin zum Plan",
    publisher="Hauptstadtbrief",
    published=date(2025, 12, 1),
    actors=("Germany",),
    language="de",
    kind="statement",
)
WARSAW = document(
    "Premier powiedział w Warszawie, że nic o Polsce bez Polski. Myśliwce mają stać w Łasku.",
    title="Warszawa i myśliwce",
    publisher="Biuletyn Wschodni",
    published=date(2025, 11, 22),
    actors=("Poland",),
    language="pl",
    kind="statement",
)
KYIV = document(
    "Президент сказав у Києві, що гідність країни не на продаж. Її червоні лінії відомі.",
    title="Звернення президента",
    publisher="Kyiv Notes",
    actors=("Ukraine",),
    language="uk",
    kind="statement",
)
DOCUMENTS = (GENEVA, DRAFT, BERLIN, WARSAW, KYIV)
