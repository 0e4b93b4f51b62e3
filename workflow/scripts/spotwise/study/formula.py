"""Model formulas: column names, backticked names, `0 1 + - : *` and brackets, and nothing else.

The grammar is read here, so nothing in a user's formula is ever run. Its meaning is that of R's and formulaic's
formulas: `a*b` is `a + b + a:b`, `- a` takes a term out, and an intercept is there unless `0` or `-1` removes it.
"""

import re

from spotwise.faults import quoted

Term = tuple[str, ...]
"""The columns whose product the term is; the intercept is the empty tuple."""

TOKEN = re.compile(r"\s*(?:(?P<name>[^\W\d][\w.]*)|`(?P<quoted>[^`]+)`|(?P<mark>[01+\-:*()]))")


class FormulaError(ValueError):
    """A formula that does not follow the grammar; the message says where."""


def parse(formula: str) -> list[Term]:
    """The terms of a formula, lower interactions first, each as its columns in the order written.

    Raises
    ------
    FormulaError
        At the first mark that the grammar does not hold.
    """
    text = formula.strip()
    parser = _Parser(_tokens(text[1:] if text.startswith("~") else text))
    try:
        terms = parser.sum(top=True)
    except RecursionError:
        raise FormulaError("it has too many brackets within brackets") from None
    if parser.at < len(parser.tokens):
        raise FormulaError(f"unexpected {quoted(parser.tokens[parser.at][1])}")
    return sorted(terms, key=len)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if match is None:
            raise FormulaError(f"{quoted(text[at:].strip()[:20])} is not allowed in a formula")
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent, one method a level: sum of products of interactions of atoms."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def take(self, *marks: str) -> str | None:
        """Step over the next token where it is one of some marks, and say which."""
        if self.at < len(self.tokens) and self.tokens[self.at] in [("mark", mark) for mark in marks]:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def sum(self, top: bool = False) -> list[Term]:
        """Terms joined by + and -; the intercept and its numbers stand at the top alone."""
        terms: list[Term] = [()] if top else []
        sign = self.take("+", "-") or "+"
        while sign:
            number = self.take("0", "1") if top else None
            found = [()] if number else self.product()
            adds = (sign == "+") != (number == "0")
            terms = [term for term in terms if not _among(term, found)] + (found if adds else [])
            sign = self.take("+", "-")
        return terms

    def product(self) -> list[Term]:
        """Terms joined by *, each alone and crossed."""
        terms = self.interaction()
        while self.take("*"):
            right = self.interaction()
            terms = _unique(terms + right + _cross(terms, right))
        return terms

    def interaction(self) -> list[Term]:
        """Terms joined by :, crossed."""
        terms = self.atom()
        while self.take(":"):
            terms = _cross(terms, self.atom())
        return terms

    def atom(self) -> list[Term]:
        """A column, or a bracket."""
        if self.take("("):
            terms = self.sum()
            if not self.take(")"):
                raise FormulaError("a bracket is not closed")
            return terms
        if self.at == len(self.tokens):
            raise FormulaError("it ends where a column is expected")
        kind, text = self.tokens[self.at]
        if kind == "mark":
            raise FormulaError(f"{quoted(text)} stands where a column is expected")
        self.at += 1
        return [(text,)]


def _cross(left: list[Term], right: list[Term]) -> list[Term]:
    return _unique([tuple(dict.fromkeys(a + b)) for a in left for b in right])


def _among(term: Term, terms: list[Term]) -> bool:
    return set(term) in [set(other) for other in terms]


def _unique(terms: list[Term]) -> list[Term]:
    return [term for at, term in enumerate(terms) if not _among(term, terms[:at])]
