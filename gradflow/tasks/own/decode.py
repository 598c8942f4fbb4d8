"""The bytes of a file as text, and the encoding they were taken for."""

import codecs

from charset_normalizer import from_bytes

from gradflow.tasks.own.unusable import Unusable

# The order matters: the mark of UTF-32 begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LIKELY = ("gb18030", "cp1252")  # what spreadsheets write in China and in western Europe, where not Unicode
OFFERED = (*LIKELY, "cp1250", "cp1251", "big5", "shift_jis", "euc_kr")
MAGIC = {b"PK\x03\x04": "Excel", b"\xd0\xcf\x11\xe0": "Excel", b"%PDF": "PDF", b"PAR1": "Parquet", b"\x1f\x8b": "gzip"}


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str, bool]:
    """The text, its encoding, and whether that was a guess (of a mark or of valid UTF-8 it is not). Raises Unusable."""
    for magic, name in MAGIC.items():
        if content.startswith(magic):
            raise Unusable("format", format=name)
    if encoding in OFFERED:
        return content.decode(encoding, "replace"), encoding, True
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return _certain(content, name)
    if wide := _wide(content):
        return _certain(content, wide)
    if b"\0" in content:
        raise Unusable("binary")
    try:
        return content.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        return _guessed(content)


def _certain(content: bytes, encoding: str) -> tuple[str, str, bool]:
    try:
        return content.decode(encoding), encoding.removesuffix("-sig"), False
    except UnicodeDecodeError:
        raise Unusable("encoding") from None


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: of the digits and delimiters of a table, every other byte is 0."""
    if b"\0" not in content or len(content) % 2:
        return None
    even, odd = content[::2], content[1::2]
    for name, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > len(zeros) / 2 and 0 not in letters:
            return name
    return None


def _guessed(content: bytes) -> tuple[str, str, bool]:
    """Of those a spreadsheet writes the one that makes sense of it, else the one that does at all."""
    best = from_bytes(content, cp_isolation=list(LIKELY)).best() or from_bytes(content).best()
    if best is None:
        raise Unusable("encoding")
    return str(best).removeprefix("\ufeff"), best.encoding, True
