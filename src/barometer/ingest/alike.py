"""Which known names a name may mean: written nearly as it is, or with all its words.

Names are compared only with those that can pass: by edit likeness (a fast comparison that gives up
early), or by the words they share (an index). The weighted likeness that orders them is then worked
out for these few alone, so that thousands of names of a file take a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

_LIKENESS = 84.0
_MOST = 3
_SHORT = 4
_CLOSE = 75.0


class Alike:
    """An index of known names' keys, each with its company's id."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        self.owners = owners
        self.keys = list(owners)
        self.words = {key: frozenset(key.split()) for key in self.keys}
        self._having: dict[str, list[str]] = defaultdict(list)
        for key, words in self.words.items():
            for word in words:
                self._having[word].append(key)

    def to(self, wanted: str) -> list[tuple[str, float]]:
        """(company, likeness of 0 to 100) of the companies whose names are most alike, three at most."""
        if not self.keys or not wanted:
            return []
        from rapidfuzz import fuzz

        best: dict[str, float] = {}
        for key in self._near(wanted) | self._sharing(wanted):
            likeness = fuzz.WRatio(wanted, key, score_cutoff=_LIKENESS)
            if likeness >= _LIKENESS:
                company = self.owners[key]
                best[company] = max(likeness, best.get(company, 0.0))
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_MOST]

    def _near(self, wanted: str) -> set[str]:
        """Keys that differ from a name by few letters."""
        from rapidfuzz import fuzz, process

        found = process.extract(wanted, self.keys, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None)
        return {key for key, _, _ in found}

    def _sharing(self, wanted: str) -> set[str]:
        """Keys that hold all words of a name, or all of whose words stand in it."""
        words = frozenset(wanted.split())
        return {key for word in words for key in self._having.get(word, ()) if within(words, self.words[key])}


def within(one: Set[str], other: Set[str]) -> bool:
    """Whether all words of a name stand in the other; two banks that share 'bank' alone are not alike."""
    shorter = min(one, other, key=len)
    return shorter <= one & other and any(len(word) >= _SHORT for word in shorter)
