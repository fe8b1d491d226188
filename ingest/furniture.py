"""What page furniture is worded like, by kind and language: English, German, French, Polish, Ukrainian, Russian.

Every pattern is matched, without case, from the beginning of a sentence or line. They are rules by kind and not by
site: an imperative to the reader plus the thing that only a page has (our newsletter, the comments below, this
article). What merely begins alike ("Subscribe to the treaty means …", "Share the report with parliament") must not
match; tests/ingest/test_cleaner.py holds look-alikes for each kind.
"""

import re
from functools import cache

_END = r"\s*[.!…]*$"
_SITES = (
    r"(?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|threads|bluesky|mastodon|google news"
    r"|social media|e-?mail|reddit|signal|viber|телеграм\w*|фейсбу\w*|ютуб\w*|інстаграм\w*|соцмереж\w*|соцсет\w*)"
)
_REGULAR = (
    r"(?:newsletters?|mailing list|podcasts?|channels?|bulletins?|e-?mails?|updates?|alerts?|briefings?|feeds?"
    r"|notifications?)"
)
# A string of key words has no clause in it: no comma, no quotation, no auxiliary verb.
_KEYWORDS = (
    r"(?!.*\b(?:is|are|was|were|will|would|has|have|had|can|could|should|must|may|might|said)\b)"
    r"[^,;:\"“”„«»—]{2,110}?" + _END
)

POINTERS = (
    # "Find out more about European allied dissent US Ukraine peace proposal tips."
    r"(?:find out|learn|discover|explore|read|get to know) (?:more|everything|all) (?:about|on) " + _KEYWORDS,
    r"(?:find out|learn|discover|read|see) more(?: (?:here|now|online|below))?" + _END,
    r"(?:click|tap) (?:here|the link|on the link)\b[^,]{0,60}" + _END,
    r"read (?:the|our|this) (?:full|complete|entire) (?:story|article|post)\b[^,]{0,40}" + _END,
    r"(?:erfahren|lesen|entdecken) sie (?:hier |jetzt )?(?:mehr|alles) (?:über|zu|zum|zur) " + _KEYWORDS,
    r"(?:jetzt |hier )?(?:mehr|weiter) (?:erfahren|lesen)" + _END,
    r"mehr (?:erfahren|lesen) (?:über|zu|zum|zur) " + _KEYWORDS,
    r"klicken sie hier\b[^,]{0,60}" + _END,
    r"(?:en savoir (?:plus|davantage)|(?:apprenez|découvrez)-en (?:plus|davantage)|découvrez (?:plus|tout)) (?:sur"
    r"|à propos) " + _KEYWORDS,
    r"(?:en savoir plus|lire la suite)" + _END,
    r"cliquez ici\b[^,]{0,60}" + _END,
    r"(?:dowiedz(?:cie)? się|przeczytaj|czytaj) (?:więcej|wszystko) (?:o|na temat) " + _KEYWORDS,
    r"(?:dowiedz się więcej|czytaj (?:więcej|dalej)|kliknij (?:tutaj|tu))" + _END,
    r"(?:дізнайтеся|дізнайтесь|дізнатися|читайте) (?:більше|все) (?:про|щодо) " + _KEYWORDS,
    r"(?:дізнайтеся більше|дізнатися більше|читати (?:далі|більше)|докладніше|детальніше|натисніть тут)" + _END,
    r"(?:узнайте|узнать|читайте) (?:больше|всё|все) (?:об?|про) " + _KEYWORDS,
    r"(?:узнать больше|читать (?:далее|дальше)|подробнее|нажмите здесь)" + _END,
)
"""Prompts to read elsewhere, often stuffed with key words."""

SUBSCRIPTIONS = (
    r"(?:please )?(?:subscribe|sign up|register)(?: (?:now|today|here|free|for free))* (?:to|for) "
    r"(?:(?:our|the|my|your|a|this|free|daily|weekly|email|breaking|news|morning|latest)\s)+(?:\w+\s){0,2}?"
    + _REGULAR
    + r"\b",
    r"(?:please )?(?:subscribe|sign up)(?: (?:now|today|here|for free|below))+" + _END,
    r"(?:follow|like|find|join) (?:us|me) on " + _SITES + r"\b",
    r"join our (?:\w+ )?(?:channel|newsletter|community|mailing list|group)\b",
    r"share (?:this|the) (?:article|story|post|page)(?: (?:on|via|with (?:your )?(?:friends|family|followers"
    r"|others)).*)?" + _END,
    r"share (?:on|via) " + _SITES,
    r"(?:share|teilen|partager|udostępnij|поділитися|поделиться)(?: [^\W\d]{2,8}){0,2}\s?:(?:[\s,·|/•]*(?:"
    + _SITES
    + r"|courriel|print|drucken|copy link|link))+"
    + _END,
    r"(?:please )?(?:subscribe|sign up)\b[^.]{0,60}\bnewsletter\b",
    r"(?:please )?(?:subscribe|sign up|register) (?:now |today )?(?:and|to) (?:get|receive) .{0,60}"
    r"\b(?:inbox|stories|news|updates)\b",
    r"(?:please )?(?:consider )?(?:support(?:ing)?|donat(?:e|ing) to|fund(?:ing)?) "
    r"(?:our |us |this )?(?:\w+ )?(?:journalism|newsroom|reporting|website|site|blog)\b",
    r"(?:download|get|install) (?:our|the) (?:free |mobile )?app\b[^,]{0,40}" + _END,
    r"(?:enter|type|submit) your e-?mail\b",
    r"become a (?:member|subscriber|patron|supporter)(?: (?:today|now|and support us))?" + _END,
    r"(?:get|receive) (?:the|our|all the) (?:latest|top|best|breaking|daily|weekly)\b.{0,60}\b(?:inbox|newsletters?"
    r"|delivered)\b",
    r"(?:never|don['’]t) miss (?:a story|an update|an article|our)\b",
    r"stay (?:tuned|informed|updated|connected|up to date|in the loop)\b(?: (?:for|with|on|by|about) [^,;]{0,80})?"
    + _END,
    r"(?:thanks|thank you) for (?:reading|subscribing|signing up)\b",
    r"(?:abonnieren|bestellen) sie (?:jetzt |hier |gleich )?(?:unsere[nr]?|den|die)\b.{0,40}(?:newsletter|podcast"
    r"|kanal)",
    r"melden sie sich (?:jetzt |hier |gleich )?(?:für|zu|bei) (?:unsere[nm]|den|dem)\b.{0,30}newsletter",
    r"(?:newsletter|podcast) (?:abonnieren|bestellen)" + _END,
    r"(?:folgen|besuchen) sie uns (?:auch )?(?:auf|bei) " + _SITES + r"\b",
    r"teilen sie (?:diesen|den) (?:artikel|beitrag)\b",
    r"(?:diesen )?(?:artikel|beitrag) (?:teilen|drucken|merken|empfehlen|weiterempfehlen)" + _END,
    r"(?:auf|bei|über|per) " + _SITES + r" teilen" + _END,
    r"unterstützen sie (?:unseren|unabhängigen) journalismus\b",
    r"bleiben sie (?:informiert|auf dem laufenden|dran)\b[^,]{0,60}" + _END,
    r"(?:abonnez-vous|inscrivez-vous|souscrivez)\b.{0,40}\b(?:newsletters?|infolettre|lettre|podcast|chaîne|alertes)\b",
    r"(?:suivez-nous|retrouvez-nous|rejoignez-nous) sur " + _SITES + r"\b",
    r"partage[rz] (?:cet|l['’])\s?article\b",
    r"partager (?:sur|par|via) " + _SITES,
    r"soutenez (?:notre|le|un) (?:journalisme|rédaction|média)\b",
    r"restez informée?s?\b[^,]{0,60}" + _END,
    r"(?:zapisz(?:cie)? się|(?:za)?subskrybuj(?:cie)?|zamów)\b.{0,40}(?:newsletter|kanał|podcast|powiadomie)",
    r"(?:obserwuj|śledź|polub|znajdź)(?:cie)? nas (?:na|w) ",
    r"(?:udostępnij|podziel się) (?:ten|tym|artykuł|artykułem|wpis)\b[^,]{0,30}" + _END,
    r"wesprzyj (?:nas|nasze|niezależne) (?:dziennikarstwo|redakcję|media)",
    r"bądź na bieżąco\b[^,]{0,60}" + _END,
    r"(?:підписуй(?:тес[ья]|ся)|підпишіться|підписатися)\b.{0,60}(?:канал|розсилк|сторінк|новин|telegram|facebook"
    r"|youtube)",
    r"(?:стежте|слідкуйте) за (?:нами|нашими|новинами) ",
    r"поділи(?:ться|тися|тись) (?:цією )?(?:статтею|новиною|публікацією|у|в|на)\b[^,]{0,40}" + _END,
    r"підтримайте (?:нашу|наше|незалежну) (?:журналістик|редакці|видання)",
    r"залишайтес[ья] (?:з нами|в курсі)\b",
    r"(?:подписывайтесь|подпишитесь|подписаться)\b.{0,60}(?:канал|рассылк|страниц|новост|telegram|facebook|youtube)",
    r"(?:следите|оставайтесь) (?:за нами|за нашими|с нами|в курсе)\b",
    r"поделит(?:ься|есь) (?:этой )?(?:статьёй|статьей|новостью|в|на)\b[^,]{0,40}" + _END,
)
"""Prompts to subscribe, to follow, to share, to pay."""

COOKIES = (
    r"(?:we|this (?:web)?site|our (?:web)?site|we and our partners) uses? (?:\w+ ){0,2}cookies\b",
    r"by (?:continuing|clicking|using)\b.{0,80}\byou (?:agree|accept|consent)\b",
    r"(?:accept|reject|allow|decline|manage) (?:all |your )?cookies?(?: settings| preferences)?" + _END,
    r"cookie (?:preferences|settings|policy|notice|consent)" + _END,
    r"(?:wir|diese (?:web)?(?:site|seite)|unsere (?:web)?(?:site|seite)) (?:verwende[nt]|nutz(?:en|t)|benutz(?:en|t)"
    r"|setz(?:en|t)) cookies\b",
    r"(?:alle )?cookies (?:akzeptieren|ablehnen|zulassen|verwalten)" + _END,
    r"mit der (?:weiteren )?nutzung\b.{0,60}(?:stimmen|erklären) sie\b",
    r"(?:nous utilisons|(?:ce|notre) site utilise)(?: des| les)? cookies\b",
    r"en (?:poursuivant|continuant) (?:votre |la )?(?:navigation|visite)\b",
    r"(?:accepter|refuser) (?:tous )?les cookies" + _END,
    r"(?:ta|nasza) strona (?:używa|korzysta|wykorzystuje)\b.{0,20}(?:cookie|ciastecz)",
    r"(?:ten|nasz) serwis (?:używa|korzysta|wykorzystuje)\b.{0,20}(?:cookie|ciastecz)",
    r"(?:używamy|korzystamy z) (?:plików )?(?:cookie|ciastecz)",
    r"(?:ми|цей сайт|наш сайт) використовує(?:мо)? (?:файли )?(?:cookie|кук)",
    r"(?:мы|этот сайт|наш сайт) использу(?:ем|ет) (?:файлы )?(?:cookie|кук)",
)
"""Cookie notices."""

SOLICITATIONS = (
    r"(?:please )?share your (?:own )?(?:thoughts?|views?|opinions?|comments?|experiences?|feedback|ideas?|take)\b"
    r"(?:.{0,40}\b(?:below|in the comments?(?: section)?|with us)\b.*|" + _END + ")",
    r"(?:please )?(?:leave|post|write|add|drop) (?:a|us a|your) (?:comment|reply|response)\b[^,]{0,60}" + _END,
    r"(?:let us know|tell us) (?:what you think|your (?:thoughts|views|opinions?)|in the comments?|below)\b",
    r"join (?:the|our) (?:discussion|conversation|debate)(?: (?:below|online|in the comments?|on "
    + _SITES
    + r"))*"
    + _END,
    r"have your say\b(?: (?:below|in the comments?))?" + _END,
    r"(?:be the first to comment|comments are (?:closed|off)|no comments yet|log in to (?:comment|reply)|leave a reply)"
    + _END,
    r"(?:\d+ (?:comments?|kommentare?|commentaires?)|(?:comments|kommentare|commentaires) \(\d+\))" + _END,
    r"(?:teilen|schreiben|sagen|verraten) sie (?:uns )?(?:hier |gern |gerne )?ihre (?:meinung|gedanken|erfahrungen)\b",
    r"diskutieren sie (?:mit|hier)\b[^,]{0,40}" + _END,
    r"(?:hinterlassen|schreiben) sie (?:uns )?(?:einen|ihren) kommentar\b",
    r"kommentar (?:schreiben|verfassen|hinterlassen)" + _END,
    r"(?:partagez|donnez)(?:-nous)? (?:votre|vos) (?:avis|opinions?|réactions?|commentaires?|impressions?)\b",
    r"laisse[rz](?:-nous)? (?:un|votre) commentaire\b",
    r"(?:rejoignez|participez à) la (?:discussion|conversation)\b[^,]{0,30}" + _END,
    r"(?:réagissez|réagir) à cet article\b",
    r"podziel(?:cie)? się (?:z nami )?(?:swoją|swoimi|swoim|waszą) (?:opini|przemyśleni|komentarz|zdani)",
    r"(?:zostaw|napisz|dodaj)(?:cie)? (?:swój )?komentarz\b[^,]{0,30}" + _END,
    r"(?:daj(?:cie)?) (?:nam )?znać (?:w komentarz|co (?:o tym )?(?:sądzi|myśli))",
    r"(?:dołącz|włącz się) do (?:dyskusji|rozmowy)\b[^,]{0,30}" + _END,
    r"(?:поділіться|діліться) (?:з нами )?(?:своєю|своїми|вашою|вашими) (?:думк|враженн|міркуванн|коментар)",
    r"(?:залишайте|залиште|залишити|напишіть|пишіть) (?:свій |ваш |свої )?коментар",
    r"(?:приєднуйтес[ья]|долучайтес[ья]) до (?:обговорення|дискусії|розмови)\b[^,]{0,30}" + _END,
    r"(?:поделитесь|делитесь) (?:с нами )?(?:своим|своими|вашим) (?:мнени|впечатлени|комментари)",
    r"(?:оставляйте|оставьте|оставить|напишите|пишите) (?:свой |ваш |свои )?комментари",
)
"""Prompts to comment."""

APPEALS = (
    r"(?:continue|keep) (?:reading|following) (?:our|the rest of our)\b",
    r"(?:read|follow|see|check out|explore|browse|visit) (?:more of |all of |all )?our "
    r"(?:(?:ongoing|full|latest|related|previous|complete|in-depth) )*(?:\w+ ){0,3}?"
    r"(?:coverage|articles?|stories|guides?|blog|website|newsroom|homepage|explainers?)\b",
    r"for (?:(?:more|further|additional)(?: (?:information|details?|reading|background|context|analysis|insights?"
    r"|coverage"
    r"|updates|news|reference))?|reference|background|context|the latest)(?: (?:on|about) [^,]{1,80})?,? "
    r"(?:(?:you (?:can|may)|please|be sure to|simply|feel free to) "
    r"(?:see|review|read|visit|check|consult|click|follow|explore|go to|refer to)|visit|click|check out|subscribe)\b"
    r"(?! (?:the )?(?:annex|appendix|table|figure|chapter|section|part|page|paragraph|point|article|note|box"
    r"|footnote))",
    r"(?:lesen|verfolgen) sie (?:auch )?(?:weiter(?:hin)? )?unsere (?:\w+ )?(?:berichterstattung|artikel|beiträge)\b",
    r"weitere informationen (?:finden|erhalten) sie (?:hier|unter|auf unserer)\b",
    r"(?:continuez à (?:lire|suivre)|poursuivez|retrouvez)\b.{0,20}\b(?:notre|nos|toute notre|tous nos) (?:\w+ )?"
    r"(?:couverture|articles?|dossiers?|actualités?)\b",
    r"pour (?:en savoir plus|plus d['’]informations?|aller plus loin)(?: sur [^,]{1,60})?, "
    r"(?:consultez|lisez|visitez|cliquez|rendez-vous|vous pouvez)\b",
    r"(?:czytaj|śledź)(?:cie)? (?:dalej )?(?:nasz|nasze|nasza|naszą) (?:\w+ )?(?:relacj|artykuł|serwis|teksty)",
    r"więcej (?:na ten temat|informacji) (?:przeczytasz|znajdziesz|na naszej stronie)\b",
    r"(?:читайте|стежте за) (?:й інші |більше )?наш(?:і|ими|у|е) (?:\w+ )?(?:матеріал|статт|публікаці|висвітленн)",
    r"більше (?:новин|інформації|про це)\b.{0,40}(?:читайте|на нашому сайті|за посиланням)",
    r"(?:читайте|следите за) (?:другие |больше )?наш(?:и|ими|у) (?:\w+ )?(?:материал|стать|публикаци)",
)
"""Closing appeals to go on reading here."""

RELATED_LABELS = (
    r"(?:read|watch|listen) (?:also|next)|also read|read more",
    r"more (?:on|about) this(?: story| topic| subject)?|more (?:stories|articles)(?: (?:like this|from us))?",
    r"more from (?:this author|the author|our site|us)",
    r"related(?: (?:articles?|stories|posts?|topics?|content|coverage|news|reading|links?))",
    r"recommended(?: (?:for you|reading|articles|stories))|you (?:may|might) also (?:like|be interested in)",
    r"most (?:read|popular|viewed|shared)|editor(?:['’]s|s['’]?) (?:picks?|choice)",
    r"lesen sie (?:auch|dazu(?: auch)?)|mehr zum thema|auch interessant|das könnte sie (?:auch )?interessieren",
    r"verwandte (?:artikel|themen|beiträge)|weitere artikel(?: zum thema)?|meistgelesen(?:e artikel)?"
    r"|am meisten gelesen",
    r"(?:à )?lire (?:aussi|également)|à voir aussi|sur le même (?:sujet|thème)|vous aimerez aussi|les plus lus",
    r"articles? (?:liés?|similaires?|connexes?)",
    r"(?:prze)?czytaj (?:także|też|również)|polecamy(?: również| także)?|najczęściej czytane|podobne artykuły",
    r"powiązane (?:artykuły|tematy)|zobacz (?:także|też|również)",
    r"читайте (?:також|ще)|дивіться також|читайте (?:за темою|по темі)|вас може зацікавити|більше (?:за|на) (?:темою"
    r"|тему)",
    r"схожі (?:новини|статті|матеріали)|найпопулярніше",
    r"читайте также|смотрите также|читайте по теме|похожие (?:новости|статьи)|вам может быть интересно",
)
"""Names of a box of links to other pages; the links follow behind a colon or as a list."""

TAG_LABELS = (
    r"(?:tags?|tagged(?: with| as)?|filed under|hashtags?|schlagw(?:ö|o)rte(?:r)?|mots[- ]cl[ée]s|étiquettes|tagi"
    r"|теги|мітки)",
)
"""Before a list of tags."""

AUTHOR_LABELS = (
    r"about (?:the |our )?authors?|about (?:the )?(?:writer|contributor)s?",
    r"(?:über|zu) (?:den|die) autor(?:in|en|innen)?|zum autor|zur autorin",
    r"à propos de l['’]auteure?|(?:l['’]|les )auteure?s?",
    r"o (?:autorze|autorce|autorach)|про автор(?:а|ку|ів)|об автор(?:е|ах)",
)
"""Headings of an author box."""

COPYRIGHT = (
    r"(?:©|\(c\)|copyright(?: ©| \(c\))?)\s*(?:19|20)\d\d\b.{0,160}$",
    r"(?:©|\(c\)) .{0,80}$",
    r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|wszelkie prawa zastrzeżone|(?:усі"
    r"|всі) права захищен[іо]"
    r"|все права защищены)" + _END,
)
"""Copyright lines."""

NAVIGATION = (
    r"(?:skip|jump) to (?:main |the )?(?:content|navigation|search|footer)" + _END,
    r"(?:back|return) to (?:top|homepage|the homepage|the top)" + _END,
    r"(?:advertisement|anzeige|werbung|publicité|reklama|реклама|sponsored content"
    r"|story continues below(?: advertisement)?)" + _END,
    r"(?:continue reading|previous article|next article|older posts|newer posts|print this (?:page|article)"
    r"|copy link|share this)" + _END,
    r"(?:zum (?:inhalt|hauptinhalt) springen|nach oben|zurück zur startseite|aller au contenu|retour en haut)" + _END,
    r"(?:przejdź do treści|wróć na górę|перейти до (?:основного )?(?:вмісту|змісту)|нагору|перейти к содержанию|наверх)"
    + _END,
    r"(?:home|homepage|startseite|start|accueil|strona główna|головна|главная)\s*(?:[>›»/|→]\s*[^>›»/|→]{1,40}){1,6}$",
)
"""Lines of a page's navigation; they fill a whole block."""

BUTTONS = (
    r"(?:share|tweet|print|e-?mail|save|subscribe|log ?in|sign in|sign up|menu|search|comment|ok|teilen|drucken|merken"
    r"|partager|imprimer"
    r"|udostępnij|drukuj|поділитися|друкувати|поделиться)" + _END,
)
"""Single words that are furniture only where they stand alone in running text."""

READER_QUESTIONS = (
    r"what do you (?:think|make of (?:it|this))\??$|do you (?:agree|disagree)\?$|what(?:['’]s| is"
    r"| are) your (?:thoughts|views?|opinions?|take)\b[^.]{0,80}\?$",
    r"(?:was|wie) (?:denken|meinen|sagen) sie(?: dazu| darüber)?\s?\?$|wie ist ihre meinung\b[^.]{0,40}\?$",
    r"(?:et vous, )?qu['’]en pensez-vous\s?\?$|quel est votre avis\b[^.]{0,40}\?$",
    r"(?:a )?co (?:o tym )?(?:sądzisz|myślisz|sądzicie|myślicie)(?: o tym)?\?$|jakie jest (?:twoje"
    r"|wasze) zdanie\b[^.]{0,40}\?$",
    r"(?:а )?(?:що|як) ви (?:про це |щодо цього )?(?:думаєте|вважаєте)(?: про це| щодо цього)?\?$",
    r"(?:а )?что вы (?:об этом )?думаете(?: об этом)?\?$",
)
"""Questions to the reader with which an article ends; in an interview they stand before an answer and stay."""

READER_ADDRESS = r"\b(?:you|your|vous|votre|vos|twoim|waszym|ви|вас|вам|ваш\w*|вы)\b|(?-i:\b(?:Sie|Ihrer|Ihre|Ihnen)\b)"
"""Speaks to the reader."""

REPORTED = (
    r"[,—–”“\"»]\s*[^,]*\b(?:said|says|told|tells|asked|urged|wrote|added|warned|insisted|replied|announced|argued"
    r"|pleaded|demanded"
    r"|according to|sagte|erklärte|forderte|bat|mahnte|warnte|schrieb|betonte|laut|a (?:dit|déclaré|ajouté|demandé"
    r"|écrit)|selon|dit"
    r"|powiedział\w*|dodał\w*|stwierdził\w*|napisał\w*|apelował\w*|zaapelował\w*|сказа[вл]\w*|заяви[вл]\w*"
    r"|дода[вл]\w*|закликав\w*"
    r"|написа[вл]\w*|добавил\w*|призвал\w*)\b"
)
"""Somebody's words: ", the committee was told"."""


@cache
def matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns of a kind."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
