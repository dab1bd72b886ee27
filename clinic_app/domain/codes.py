"""Code lists: what a stored code is called, and finding one by number, pinyin initials or text."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import attrs

from clinic_app.domain.names import initials as initials_of
from clinic_app.domain.numbers import narrow

_NO_EXTRA: Mapping[str, str] = {}


@attrs.frozen
class Code:
    """One entry of a code list.

    Attributes:
        code: what is stored and sent.
        name: what people read.
        initials: pinyin initials in lower case, for typing.
        extra: further columns of the list, by their heading (``full``, ``group``, ``dept`` …).
    """

    code: str
    name: str
    initials: str = ""
    extra: Mapping[str, str] = attrs.field(factory=dict, eq=False, hash=False)

    def __str__(self) -> str:
        """Return code and name as a field shows them."""
        return f"{self.code} {self.name}" if self.code else self.name


@attrs.frozen
class CodeList:
    """A list of codes in the order people are used to.

    Attributes:
        name: name of the list in the catalogue, such as ``ethnic``.
        title: Chinese name.
        standard: the standard it follows, or whose practice it is.
        edition: of the standard or of the table.
        source: where the values were taken from.
        codes: the entries.
        hidden: codes that are not offered any more; what was written with them keeps its name.
    """

    name: str
    title: str
    standard: str
    edition: str
    source: str
    codes: tuple[Code, ...]
    hidden: frozenset[str] = frozenset()
    _by_code: dict[str, Code] = attrs.field(init=False, eq=False, repr=False)
    _entries: list[_Searched] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Index the entries by code, and keep all that can be searched in one text for each."""
        object.__setattr__(self, "_by_code", {code.code: code for code in self.codes})
        object.__setattr__(self, "_entries", [_searched(code) for code in self.codes])

    def __iter__(self) -> Iterator[Code]:
        """Iterate over the entries that are offered, in order."""
        return (code for code in self.codes if code.code not in self.hidden)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        """Tell whether a code is in the list."""
        return code in self._by_code

    def get(self, code: str) -> Code | None:
        """Return the entry of a code, or None."""
        return self._by_code.get(code)

    def find_name(self, name: str) -> Code | None:
        """Return the entry with this name, also with 族 or 性 left away; None when there is none."""
        wanted = narrow(name).strip()
        for code in self.codes:
            if wanted in (code.name, code.name.removesuffix("族"), code.name.removesuffix("性")):
                return code
        return None

    def name_of(self, code: str) -> str:
        """Return the name of a code; one that is not in the list is shown verbatim, as 其他（…）."""
        if not code:
            return ""
        known = self._by_code.get(code)
        return known.name if known else f"其他（{code}）"

    def search(self, typed: str, limit: int = 20) -> list[Code]:
        """Return the entries that fit what was typed, best first.

        A number finds codes that begin with it, letters find pinyin initials and codes, anything else finds
        names; several words separated by blanks must all fit. Nothing typed returns the head of the list.
        """
        words = narrow(typed).lower().split()
        if not words:
            return list(islice(self, limit))
        ranked: list[tuple[int, int, int]] = []
        for place, entry in enumerate(self._entries):
            # The whole 国家临床版 has 36 000 entries: one look rules out nearly all of them.
            if not all(word in entry.everything for word in words):
                continue
            if self.codes[place].code in self.hidden:
                continue
            ranks = [_rank(entry, word) for word in words]
            if None not in ranks:
                ranked.append((sum(rank or 0 for rank in ranks), len(entry.name), place))
        return [self.codes[place] for _, _, place in heapq.nsmallest(limit, ranked)]

    def merged(self, more: Iterable[Code], source: str = "") -> CodeList:
        """Return the list with further entries; one with a known code replaces it where it stands."""
        codes = {code.code: code for code in self.codes}
        for code in more:
            codes[code.code] = code
        return attrs.evolve(
            self, codes=tuple(codes.values()), source="；".join(filter(None, (self.source, source)))
        )


def make_code(code: str, name: str, initials: str = "", extra: Mapping[str, str] = _NO_EXTRA) -> Code:
    """Return an entry; missing initials are made from the name."""
    return Code(code, name, initials or initials_of(name), dict(extra))


@attrs.frozen
class _Searched:
    """What of an entry can be searched, in lower case, made once."""

    everything: str
    number: str
    bare_number: str
    name: str
    names: tuple[str, ...]
    letters: tuple[str, ...]


def _searched(code: Code) -> _Searched:
    number, name = code.code.lower(), code.name.lower()
    bare = number.replace(".", "")
    names = (name, *code.extra.get("alias", "").lower().split())
    letters = (code.initials, *code.extra.get("alias_initials", "").split())
    return _Searched("\n".join((number, bare, *names, *letters)), number, bare, name, names, letters)


def _rank(entry: _Searched, word: str) -> int | None:
    """Return how well a word fits, 0 best; None when it does not."""
    if word == entry.number or word in entry.names:
        return 0
    if entry.number.startswith(word) or entry.bare_number.startswith(word):
        return 1
    if word in entry.letters:
        return 2
    if any(text.startswith(word) for text in entry.names):
        return 3
    if any(text.startswith(word) for text in entry.letters):
        return 4
    if any(word in text for text in entry.names):
        return 5
    if len(word) > 1 and any(word in text for text in entry.letters):
        return 6
    return None
