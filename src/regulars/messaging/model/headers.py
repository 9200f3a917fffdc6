"""Headers of mails: any text becomes one header and never two, readable everywhere.

Ends of lines and other control characters become spaces before anything else is
done, so nothing that a customer or a template says can add a header. What isn't
ASCII is written in encoded words (RFC 2047), cut between characters; domains as
they stand in the DNS.
"""

from __future__ import annotations

import base64
import re

from regulars.kinds.addresses import in_ascii

LINE = 76
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SPACES = re.compile(r" {2,}")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_WORD_BYTES = 45
"""Of UTF-8 in an encoded word: 60 characters of base64, 12 around them."""


def one_line(text: str) -> str:
    """A text without anything that could end a line."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def unstructured(text: str, *, name_length: int = 8) -> str:
    """The value of a header such as Subject."""
    text = one_line(text)
    if text.isascii() and "=?" not in text:
        return _folded(text, name_length)
    return _encoded(text, name_length)


def mailbox(name: str | None, address: str, *, name_length: int = 6) -> str:
    """An address with a name, as From and To have it. The address must be one (`is_address`)."""
    addr = f"<{in_ascii(address)}>"
    name = one_line(name or "")
    if not name:
        return in_ascii(address)
    if not name.isascii() or "=?" in name:
        shown = _encoded(name, name_length)
    elif _ATOM.fullmatch(name) and len(name) < 60:
        shown = name
    else:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        shown = f'"{quoted}"' if len(quoted) < 200 else _encoded(name, name_length)
    apart = " " if name_length + len(shown.rsplit("\r\n", 1)[-1]) + len(addr) < LINE else "\r\n "
    return f"{shown}{apart}{addr}"


def _folded(text: str, name_length: int) -> str:
    """Broken between words where a line would become too long."""
    if name_length + len(text) < LINE:
        return text
    lines, line = [], " " * name_length
    for word in text.split(" "):
        if len(line) + 1 + len(word) > LINE and line.strip():
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line.strip() else line + word
    lines.append(line)
    if any(len(one) > 900 for one in lines):  # a line has 998 at most, and a word may be as long as it likes
        return _encoded(text, name_length)
    return "\r\n ".join(lines).lstrip(" ")


def _encoded(text: str, name_length: int) -> str:
    words: list[str] = []
    part, room = bytearray(), max(_WORD_BYTES - max(name_length, 0) // 4 * 3, 12)
    for char in text:
        raw = char.encode()
        if len(part) + len(raw) > room:
            words.append(_word(part))
            part, room = bytearray(), _WORD_BYTES
        part += raw
    words.append(_word(part))
    return "\r\n ".join(words)


def _word(part: bytes | bytearray) -> str:
    return f"=?utf-8?B?{base64.b64encode(part).decode()}?="
