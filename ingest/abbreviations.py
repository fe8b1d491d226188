"""Abbreviations that end in a full stop, by what may follow them. All lower case, without the final stop.

English, German, French, Polish, Ukrainian and Russian together: texts quote each other's names and titles, and no
entry of one language ends sentences in another often enough to matter.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_LAST = _words(
    # titles and whatever else leans on the next word
    """
    mr mrs ms dr prof rev hon gen lt col maj capt cmdr adm sgt brig sen rep gov pres amb sec st ste messrs mt
    vs cf viz approx ca esp incl resp fig figs eds
    hr fr frl dipl ing hrsg bspw sog vgl bzw ggf evtl insb inkl zzgl abzgl einschl rd
    mme mlle mgr
    ks abp płk ppłk kpt sierż mjr sekr dyr inż św im ul al pl np tzn tzw m.in wg zob mec
    гр ім вул просп бул пл акад проф доц ген полк підполк майор кап див напр прим англ укр рос нім франц тзв т.зв
    им ул просп г-н г-жа проф акад см ср напр т.н т.е т.к т.наз
    e.g i.e z.b d.h u.a s.o s.u i.d.r o.g z.t zz p.ex c.-à-d
    """
)
"""A sentence never ends here, whatever follows."""

BEFORE_NUMBER = _words(
    """
    no nos nr nrs p pp vol ch sec art arts para paras cl
    jan feb mar apr jun jul aug sep sept oct nov dec
    abs ziff kap s bd bde
    janv févr avr juil déc
    poz ust pkt rozdz str ok
    ст п пп ч розд с стор т
    """
)
"""No sentence ends here before a number ("Nov. 23", "Art. 5"); otherwise one may."""

MAY_END = _words(
    """
    etc inc ltd corp co bros jr sr esq plc dept univ b.c a.d est
    usw u.ä u.a.m n.chr v.chr e.v s.a jh jhd
    w itd itp tys mln mld zł gr godz proc
    рр ін тощо ст млн млрд тис грн коп год хв сек обл р-н
    гг др пр руб коп тыс обл чел н.э т.д т.п и.т.д
    """
)
"""Ends a sentence before a capital letter, not before a number."""

YEARS = _words("r р г")
"""After a year in Polish, Ukrainian, Russian."""

BEFORE_YEAR = _words("w do od z na po przed в у до від з на по після перед от с после перед")
"""With one of these before it a year is a part of its sentence ("W 2025 r. Polska …"); a full date often ends it."""

BEFORE_NOUN = _words("mio mrd tsd p.m a.m")
"""Ends a sentence only before a word that can begin one: "100 Mrd. Dollar", "5 p.m. Geneva time"."""

CURRENCIES = _words("дол долл dol")
"""Followed by their country: "100 млрд дол. США"."""

STARTERS = _words(
    """
    the a an this that these those it its he she they we i you his her their our there here in on at by for from with
    but and or so yet if when while as after before since although though because however meanwhile moreover according
    under until what who how why where which both some many most all no not one two
    der die das ein eine er sie es wir ich ihr in im am an auf bei mit nach von vor zu zum zur für aber und oder doch
    wenn als während weil nachdem bevor dieser diese dieses damit dabei dazu laut zugleich so auch
    le la les l un une il elle ils elles nous je ce cette ces dans en au aux à sur selon mais et ou or donc si quand
    lors après avant pour par avec
    w we na po przed od do z ze i a ale oraz to ten ta te on ona oni jego jej ich jednak gdy kiedy według zdaniem
    у в на по за до від із з і й а але та це цей ця ці він вона вони його її їх однак коли якщо після перед проте
    в во на по за до от из с со и а но это этот эта эти он она они его её их однако когда если после перед также
    """
)
"""Words with which sentences begin and names do not."""

MONTHS = _words(
    """
    januar februar märz april mai juni juli august september oktober november dezember jänner
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    """
)
"""After an ordinal such as "21."."""

BEFORE_ORDINAL = _words("am der die das dem den des vom zum zur im ab bis seit jeder jede jedes jedem jeden ihr sein")
"""Words before a German ordinal: "der 28. Punkt"."""

REPORTING = _words(
    """
    said says told tells asked asks wrote writes replied added urged warned insisted argued noted demanded wondered
    sagte sagt fragte fragt schrieb erklärte forderte antwortete
    """
)
"""Verbs that lead out of a quotation: '"Is this final?" Merz asked.'"""
