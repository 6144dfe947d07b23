"""What language a text is in, as far as its script alone tells: Hangul is Korean, kana Japanese; Latin, Cyrillic and Arabic letters tell nothing."""

from __future__ import annotations

import re

#: Scripts that one language of the press writes (Unicode's blocks): their first and last letters, and the languages that may be declared.
_SCRIPTS = (
    ("\u3041", "\u30ff", ("ja",)),  # kana; Chinese characters beside them are Japanese, too
    ("\uac00", "\ud7a3", ("ko",)),
    ("\u4e00", "\u9fff", ("zh", "yue", "cmn", "nan", "wuu", "hak", "lzh", "ja", "ko")),
    ("\u0370", "\u03ff", ("el", "grc")),
    ("\u05d0", "\u05ea", ("he", "iw", "yi", "lad")),
    ("\u0e01", "\u0e5b", ("th",)),
    ("\u0e81", "\u0edf", ("lo",)),
    ("\u0531", "\u058a", ("hy",)),
    ("\u10a0", "\u10ff", ("ka", "xmf")),
    ("\u1780", "\u17ff", ("km",)),
    ("\u0b80", "\u0bff", ("ta",)),
    ("\u0c00", "\u0c7f", ("te",)),
    ("\u0c80", "\u0cff", ("kn",)),
    ("\u0d00", "\u0d7f", ("ml",)),
    ("\u0d80", "\u0dff", ("si",)),
)
_LETTERS = re.compile(r"[^\W\d_]")
_OTHER = re.compile("[\u0370-\u03ff\u0531-\u058a\u05d0-\u05ea\u0b80-\u10ff\u1780-\u17ff\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# The share of letters of a script that makes a text one of it; names and brands are Latin everywhere.
_MOST = 0.5
# Kana among Chinese characters make a text Japanese from this share on; Chinese ones quote a word at most.
_KANA = 0.1
# Letters; a text of fewer may be a name.
_ENOUGH = 12


def languages(text: str) -> tuple[str, ...]:
    """The languages that a text can be in by its script, the usual one first; none where the script does not tell."""
    if _OTHER.search(text) is None:
        return ()
    letters = _LETTERS.findall(text)
    if len(letters) < _ENOUGH:
        return ()
    counts = [sum(first <= each <= last for each in letters) for first, last, _ in _SCRIPTS]
    if counts[0] >= _KANA * len(letters) and counts[0] + counts[2] >= _MOST * len(letters):
        return _SCRIPTS[0][2]
    return next((tags for count, (_, _, tags) in zip(counts, _SCRIPTS, strict=True) if count >= _MOST * len(letters)), ())
