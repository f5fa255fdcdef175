"""Thai text as it should be stored and searched, whatever keyboard, PDF or sheet it came from."""

import re
import unicodedata

from common.thai.digits import to_arabic

_TONES = "\u0e48-\u0e4b"
_ABOVE_BELOW = "\u0e31\u0e34-\u0e3a"  # ั ิ ี ึ ื ุ ู ฺ: typed before the tone mark, stored before it
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_FOLLOWING = _MARKS + "\u0e30\u0e32\u0e33\u0e45"  # never the first sign of a word
_LEADING = "\u0e40-\u0e44"  # เ แ โ ใ ไ: never the last sign of a word
_LETTER = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"  # not ฯ ๆ ฿ nor digits

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINES = re.compile(r" ?(?:\r\n|\r|\n) ?")

# Each pair heals one slip that looks right on screen and compares as different.
_SLIPS = (
    (re.compile(f" +(?=[{_FOLLOWING}])"), ""),  # a blank before a dependent sign: "ท ี่"
    (re.compile(f"(?<=[{_LEADING}]) +(?=[\u0e01-\u0e2e])"), ""),  # and behind a leading vowel
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # เเ typed for แ
    (re.compile(f"([{_TONES}]+)([{_ABOVE_BELOW}])"), r"\2\1"),  # tone typed before its vowel
    (re.compile(f"\u0e4d([{_TONES}]?)\u0e32"), "\\1\u0e33"),  # ◌ํ + า is ำ, a tone between too
    (re.compile(f"\u0e33([{_TONES}])"), "\\1\u0e33"),  # tone typed after ำ
    (re.compile(f"([{_MARKS}\u0e33])\\1+"), r"\1"),  # the same mark twice
)
_JOINER = "\u2060"
_JOINED = {
    whole: _JOINER.join(parts)
    for whole, parts in (("น้ำหนัก", ("น้ำ", "หนัก")), ("ตัวชี้วัด", ("ตัว", "ชี้", "วัด")))
}
_WRAP = re.compile(f"(?<=[{_LETTER}])\\s+(?=[{_LETTER}])")
_NOT_WORD = re.compile(rf"[^\w{_MARKS}\u0e33]+|_+")


def normalise(text: object) -> str:
    """One spelling for what looks the same: the form in which names and titles are stored.

    NFC; ำ as one sign; marks in their order and once; แ as one sign; no invisible or control
    characters; one ordinary blank where there were several; none at the ends. Line breaks stay,
    and so do blanks between Thai phrases, which carry meaning.
    """
    text = unicodedata.normalize("NFC", str(text))
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    while (healed := _heal(text)) != text:
        text = healed
    return text


def join_wrapped(text: object) -> str:
    """A title that was broken over lines to fit a slide or a cell, put together again.

    Thai has no blanks between words, so "มูลค่า การจำหน่าย" in a narrow cell is one word group.
    Every blank or line break between two Thai letters goes; those beside Latin letters, digits,
    signs, ๆ and ฯ stay as one blank. The loss: a blank that was meant, between two phrases, goes
    too, so this is for titles that are imported, never for running text.
    """
    text = re.sub(r"\s+", " ", normalise(text))
    return normalise(_WRAP.sub("", text))


def search_key(text: object) -> str:
    """What is compared in search: no case, no blanks between Thai letters, no punctuation,
    Arabic digits."""
    text = to_arabic(join_wrapped(text)).casefold()
    return join_wrapped(_NOT_WORD.sub(" ", text))


def _heal(text: str) -> str:
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    return unicodedata.normalize("NFC", text)


def unbroken(sentence: str) -> str:
    """The sentence with its joined words held together, which the dictionaries of browsers cut.

    For sentences of the product alone: what people typed is shown without signs that nobody sees.
    """
    for word, parts in _JOINED.items():
        sentence = sentence.replace(word, parts)
    return sentence
