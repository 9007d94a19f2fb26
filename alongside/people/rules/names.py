"""Names folded for comparison, their forms (Bill, William), and a key for how they sound.

Nothing here changes what is stored or shown: a name is kept and printed exactly as the person writes it.
"""

import re
import unicodedata
from functools import lru_cache
from importlib import resources

from anyascii import anyascii

_PARTICLES = "de del della di da dos das van von der den ten el al ul ur bin bint ibn"
PARTICLES = frozenset(_PARTICLES.split())
"""Words that join parts of a name; people leave them out, so they only count where nothing else does."""

_HAN_FAMILY = re.compile(
    r"([\u3400-\u9fff\uac00-\ud7a3])(?=[\u3400-\u9fff\uac00-\ud7a3]{1,3}\b)(?<![\u3400-\u9fff\uac00-\ud7a3]{2})"
)
_MARKS = re.compile(r"['’‘ʼʻ`´′]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_JOINED = re.compile(r"\b(o|mc|mac|fitz) (?=[a-z]{3})")
_SERVANT = re.compile(r"^abd[aeiou](?:l|([dnrstz])(?=\1)|(?!l))(?!l*a?l*[ae]h?i?$)([a-z]{4,})$")


def fold(text: str) -> str:
    """Small Latin letters, digits and single spaces: "Łukasz O’Brien-Żak" is "lukasz obrien zak".

    Other scripts are transliterated letter by letter (Arabic keeps only its written consonants, which
    is what `sound` compares), so that a name in its own script meets its Latin spelling.
    """
    if not text.isascii():
        plain = _HAN_FAMILY.sub(r"\1 ", unicodedata.normalize("NFKC", text))
        text = _ayn_to_vowel(anyascii(plain))
    folded = _BREAKS.sub(" ", _MARKS.sub("", text.lower())).strip()
    return _JOINED.sub(r"\1", folded) if " " in folded else folded


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, folded and in order, each once.

    Joining words (de, van, al, bin) are left out unless they are all there is. "Abdulrahman" is read as
    "abdul rahman", as it is as often written.
    """
    folded = fold(text)
    words = folded.split()
    if len(words) == 1 and "abd" not in folded:
        return (folded,)
    parts: list[str] = []
    for word in words:
        servant = _SERVANT.match(word) if word[:3] == "abd" and word not in _forms() else None
        parts += ("abdul", servant[2]) if servant else (word,)
    return tuple(dict.fromkeys([part for part in parts if part not in PARTICLES] or parts))


def roots(token: str) -> tuple[str, ...]:
    """The names a folded forename can be a form of: "bill" of "william"; a name in no list is its own."""
    return _forms().get(token, (token,))


def same_by_form(one: str, other: str) -> bool:
    """Whether two folded forenames can be forms of one name."""
    return one == other or not set(roots(one)).isdisjoint(roots(other))


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    text = resources.files("alongside.people.rules").joinpath("name_variants.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            root, *_ = forms = line.split()
            for form in forms:
                found[form] = (*found.get(form, ()), root)
    return found


def _ayn_to_vowel(latin: str) -> str:
    """The letter ayn opens a name as a vowel does (Ali, Umar); inside one it is not heard in English."""
    return re.sub(r"(^|\s)[`‘]", r"\1a", latin)


# ------------------------------------------------------------------------------------------ sound

_STARTS = {
    "kn": "n", "gn": "n", "ng": "n", "nd": "d", "mb": "b", "gb": "b", "wr": "r", "ps": "s", "pf": "f",
    "ts": "s", "hsu": "su", "hsi": "si", "hr": "r", "hl": "l", "x": "s", "rz": "s", "sz": "s",
}  # fmt: skip
_WITH_H = (
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("chr", "kr"), ("chl", "kl"), ("ch", "s"), ("sh", "s"),
    ("zh", "s"), ("ph", "f"), ("ough", "o"), ("augh", "a"), ("eigh", "e"), ("ighe", "i-"), ("ight", "it"),
    ("ugh", "u"),
)  # fmt: skip
_HISSED = re.compile(r"d?z|[tcd]z|cs|sz|ts|dj|c(?=[eiy])")
_CLASSES = str.maketrans({
    **dict.fromkeys("aeiouyhw-0123456789", "."), **dict.fromkeys("bp", "P"), **dict.fromkeys("fv", "V"),
    **dict.fromkeys("cgkq", "K"), **dict.fromkeys("dt", "T"), **dict.fromkeys("jsz", "S"),
    "l": "L", "m": "M", "n": "N", "r": "R",
})  # fmt: skip
_LONGEST = 6


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """How a folded name sounds: its first sound and the classes of its consonants, at most six.

    Sturdier than Soundex across the spellings people in England meet: p and b are one class (Arabic has
    no p), w before a vowel is v (Polish, South Asian), every hiss is one (sh, ch, cz, sz, j, z, s),
    k, q, g, kh and gh are one, h and vowels only count as a beginning, doubled letters are one.
    "Mohammed", "Muhamad", "Mehmet" and "محمد" are all "MMT"; "Kowalczyk" and "Kovalchik" both "KVLSK".
    """
    word = _respell(token)
    first, key, last = word[:1], "", ""
    for place, written in enumerate(word.translate(_CLASSES)):
        heard = written
        if written == "." and word[place] == "w" and word[place + 1 : place + 2] in _VOWELS:
            heard = "K" if last == "K" else "V"
        if heard not in (last, "."):
            key += heard
        last = heard
    if first in _OPEN:
        key = "A" + key
    elif first == "y":
        key = ("S" if word[1:2] not in _CLOSED else "A") + key
    return key[:_LONGEST] or token[:_LONGEST].upper()


_VOWELS = frozenset("aeiouy")
_OPEN = frozenset("aeiouh")
_CLOSED = frozenset("vl")


@lru_cache(maxsize=65536)
def sounds(token: str) -> tuple[str, ...]:
    """The sounds to look a folded name up by: those of the names it is a form of, else its own."""
    return tuple(dict.fromkeys(sound(root) for root in roots(token)))


def _respell(token: str) -> str:
    """Letters that stand for one sound together become one letter."""
    for length in (3, 2, 1):
        start = _STARTS.get(token[:length])
        if start and len(token) >= length:
            token = start + token[length:]
            break
    if "h" in token:
        for written, heard in _WITH_H:
            token = token.replace(written, heard)
    token = _HISSED.sub("s", token)
    if "x" in token:
        token = token.replace("x", "ks")
    if token.endswith("mb"):
        token = token[:-1]
    return token.replace("qu", "k").replace("ck", "k").replace("dg", "g")
