"""Verb groups: tense, voice, negation, and their subjects."""

from service.verification.reading.clauses import Predicate
from service.verification.reading.nouns import Nouns
from service.verification.reading.wordlists import wordlist


class Verbs(Nouns):
    """Reads verb groups."""

    def _verb_group(self, form: str = "") -> bool:
        first, i = self.i, self.i
        denied = self.denied
        modal, passive, perfect, main, copula = "", False, False, None, None
        auxiliary = ""
        while i < self.end:
            unit = self.units[i]
            if unit.tag == "M":
                if auxiliary or main is not None:
                    break
                modal, auxiliary = unit.low, "M"
            elif unit.tag == "B":
                copula, auxiliary = i, "B"
            elif unit.tag == "H":
                if auxiliary == "B":
                    break
                perfect, auxiliary = True, "H"
                main = i if main is None else main
            elif unit.tag == "O":
                auxiliary = "O"
                main = i if main is None else main
            elif unit.tag == "X":
                denied = not denied
            elif unit.tag in ("R", "F", "-"):
                pass
            elif unit.tag == "T" and auxiliary in ("B", "H") and self._infinitive(i + 1):
                modal = modal or "must"
                copula, perfect, auxiliary, main = None, False, "M", None
            elif unit.tag == "V":
                main = i
                passive = copula is not None and unit.form in ("ed", "en")
                i += 1
                break
            elif unit.tag == "," and auxiliary and self._comma_inside(i):
                i = self._comma_inside(i)
            else:
                break
            i += 1
        if main is None and copula is None:
            self.denied = self.denied or (
                self.units[first].tag == "X" and first + 1 < self.end and self.units[first + 1].tag in ("T", "P")
            )
            self.i = first + 1
            return True
        while i - 1 > first and self.units[i - 1].tag in ("R", "F", "-", "X") and (main is None or i - 1 > main):
            i -= 1
        at = main if main is not None and self.units[main].tag == "V" else copula if copula is not None else main
        assert at is not None
        if at == copula:
            i = max(i, at + 1)
            while i < self.end and self.units[i].tag in ("X", "-") and self.units[i - 1].tag in ("X", "-", "B"):
                i += 1
        if not form:
            form = self._form(first, at, bool(auxiliary))
        predicate = Predicate(
            at, first, max(i - 1, at), form, passive, denied, modal, copula=at == copula, perfect=perfect
        )
        if form == "participle":
            predicate.passive = self.units[at].form in ("ed", "en")
        self.i = max(i, at + 1)
        self._attach(predicate)
        self.denied = False
        return True

    def _infinitive(self, i: int) -> bool:
        while i < self.end and self.units[i].tag in ("R", "F", "X", "-"):
            i += 1
        return i < self.end and (
            self.units[i].tag == "B" or (self.units[i].tag == "V" and self.units[i].form == "base")
        )

    def _comma_inside(self, i: int) -> int:
        """Where a parenthesis inside a verb group ends; 0 when it is none."""
        for k in range(i + 1, min(i + 12, self.end)):
            if self.units[k].tag in ("V", "M", "H", "S", "W"):
                return 0
            if self.units[k].tag == ",":
                following = self.units[k + 1] if k + 1 < self.end else None
                return k if following and following.tag in ("V", "B") else 0
        return 0

    def _form(self, first: int, at: int, auxiliary: bool) -> str:
        unit = self.units[at]
        if auxiliary and self.units[first].low not in ("being", "having", "been"):
            return "finite"
        if unit.form == "ing" or self.units[first].low in ("being", "having"):
            return "ing"
        if unit.form == "en":
            return "participle"
        if unit.form == "ed":
            return self._past_or_participle(first, at)
        return "finite"

    def _past_or_participle(self, first: int, at: int) -> str:
        if self.preposition and not self.pending:
            return "participle"
        if self.pending:
            waits = self.last_group in self.pending or self.comma or self._takes_object(at)
            return (
                "participle"
                if (self._reduced(at) and self._after_noun(first)) or (not waits and self._reduced(at))
                else "finite"
            )
        if self.joined and self.current is not None and not self._after_noun(first):
            return "finite"
        if self.link == "rel" or (self.held and self.comma):
            return "finite"
        if self.comma and self.units[at].lemma in wordlist("reporting"):
            return "finite"
        if self.current is None or self._after_noun(first) or (self.comma and not self.joined):
            return "participle"
        return "finite"

    def _attach(self, predicate: Predicate) -> None:
        number = len(self.text.predicates)
        self.text.predicates.append(predicate)
        before = self.current
        if predicate.form == "finite":
            self._attach_finite(predicate, before)
        else:
            self._attach_other(predicate, before)
        for head in predicate.subject:
            if predicate.form == "finite" and head not in self.text.clause_of:
                self._belongs(head, number)
        if predicate.form == "finite" or before is None:
            for preposition, head in self.leading:
                predicate.others.append((preposition, head))
                self._belongs(head, number)
            self.leading = []
        for i in range(predicate.first, predicate.last + 1):
            self.text.clause_of[i] = number
        self.current = number
        self.preposition, self.comma, self.joined = "", False, False

    def _attach_finite(self, predicate: Predicate, before: int | None) -> None:
        predicate.link, predicate.parent = self.link, self.parent
        if self.pending:
            predicate.subject = list(self.pending)
            if self.joined_clause and not self.link and before is not None:
                other = self.text.predicates[before]
                while other.form != "finite" and other.parent is not None:
                    other = self.text.predicates[other.parent]
                if other.link in wordlist("shared_links"):
                    predicate.link, predicate.parent = other.link, other.parent
            if self.link == "rel" and self.antecedent is not None and not self.joined:
                predicate.objects.append(self.antecedent)
        elif self.link == "rel" and self.antecedent is not None and not self.joined:
            predicate.subject = (
                [self.antecedent, *self.text.groups[self.antecedent].alike]
                if self._plural_verb(predicate)
                else [self.antecedent]
            )
        elif self.held and not self.joined:
            predicate.subject = self.held.pop()
            predicate.link, predicate.parent = "", None
        elif self.comma and not self.joined and self.units[predicate.at].lemma in wordlist("reporting"):
            predicate.inverted, predicate.link = True, ""
        elif self.joined or before is not None:
            sibling = self._sibling(predicate, before)
            if sibling is not None:
                other = self.text.predicates[sibling]
                predicate.subject, predicate.link, predicate.parent = (
                    list(other.subject),
                    other.link or "and",
                    other.parent,
                )
                predicate.modal = predicate.modal or (other.modal if self.units[predicate.at].form == "base" else "")
        self.pending, self.link, self.parent, self.antecedent = [], "", None, None

    def _plural_verb(self, predicate: Predicate) -> bool:
        return self.units[predicate.first].form == "base"

    def _sibling(self, predicate: Predicate, before: int | None) -> int | None:
        lemma = self.units[predicate.at].lemma
        finite = [
            number
            for number in range(self.first_predicate, len(self.text.predicates) - 1)
            if self.text.predicates[number].form == "finite"
        ]
        if not finite:
            return before
        if lemma in wordlist("reporting") or lemma in wordlist("speaking"):
            outer = [
                number
                for number in finite
                if self.units[self.text.predicates[number].at].lemma in wordlist("reporting")
            ]
            if outer:
                return outer[-1]
            main = [number for number in finite if not self.text.predicates[number].link]
            return main[-1] if main else finite[-1]
        outside = [number for number in finite if self.text.predicates[number].link != "rel"] or finite
        alike = [number for number in outside if bool(self.text.predicates[number].modal) == bool(predicate.modal)]
        return (outside if self.units[predicate.at].form == "base" and not predicate.modal else alike or outside)[-1]

    def _attach_other(self, predicate: Predicate, before: int | None) -> None:
        predicate.parent = before
        predicate.link = predicate.form if not self.preposition else self.preposition
        verb = self.text.predicates[before] if before is not None else None
        if (
            predicate.form == "participle"
            and self.last_group is not None
            and (self._after_noun(predicate.first) or self.comma)
        ) or (
            predicate.form == "ing"
            and self.last_group is not None
            and self._after_noun(predicate.first)
            and not self.preposition
        ):
            predicate.subject = [self.last_group]
        elif self.pending and verb is None:
            predicate.subject = list(self.pending)
        elif self.joined and verb is not None and verb.form == predicate.form:
            predicate.subject, predicate.parent, predicate.link = list(verb.subject), verb.parent, verb.link
        elif (
            verb is not None
            and verb.objects
            and predicate.form == "to"
            and self.units[verb.at].lemma in wordlist("steering")
        ):
            predicate.subject = [verb.objects[0]]
        elif verb is not None:
            predicate.subject = list(verb.subject)
        if verb is not None and self.link and self.link not in ("rel",) and not self.pending:
            predicate.link = self.link
            self.link = ""
