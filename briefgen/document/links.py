"""Which links a brief may carry, and why the others are refused.

A link leads to an http(s) address or a mail address and to what it seems to lead to. Reader and writers
ask the same question here, so that Word and Markdown refuse the same links.
"""

from __future__ import annotations

import re

from briefgen.regexes import pattern

_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNFIT = pattern(rf'[\s\\<>"\x00-\x1f\x7f-\x9f{_UNSEEN}]')
_DIRECTION = pattern("[\u202a-\u202e\u2066-\u2069]")
_WEB = pattern(r"https?://([^/?#]*)", re.IGNORECASE)
_HOST = pattern(r"(?:(?=[^\W_])[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
_MAIL = pattern(r"mailto:([^@?&%,;:]+@([\w.-]+))", re.IGNORECASE)
_NAME = r"((?:[\w-]{1,63}\.){1,20}[^\W\d_]{2,63})(?=[/:?#\s]|\Z)"
_SHOWN = pattern(rf"(?:\A\s*|https?://|(?<=[\w.+-]@)|(?<![\w.-])(?=www\.)){_NAME}", re.IGNORECASE)


def link_problem(url: str, text: str) -> str | None:
    """Why a link with this address and this visible text is refused, or None where it is sound.

    Refused are: any scheme but http, https and mailto; user names before the host; blanks, backslashes,
    controls and invisible characters in the address; characters that turn the writing direction in the
    text; a text that names another host than the one the link leads to; a link without text.
    """
    if not text.strip():
        return "the link has no text"
    if _UNFIT.search(url):
        return "its address holds a blank, a backslash or an invisible character"
    if _DIRECTION.search(text):
        return "its text holds a character that turns the writing direction"
    if mail := _MAIL.fullmatch(url):
        return _other_host(mail[2], text)
    if not (web := _WEB.match(url)):
        return "only http, https and mailto addresses can be linked"
    if "@" in web[1]:
        return "its address carries a user name"
    if not _HOST.fullmatch(web[1]):
        return "its address names no host"
    return _other_host(re.sub(r":[0-9]*\Z", "", web[1]), text)


def _other_host(host: str, text: str) -> str | None:
    for shown in _SHOWN.finditer(text):
        if _plain_host(shown[1]) != _plain_host(host):
            return f"its text names {shown[1]} but it leads to {host}"
    return None


def _plain_host(host: str) -> str:
    """The host in the one form that equal hosts share: ASCII, lower case, without `www.`."""
    lowered = host.lower().rstrip(".").removeprefix("www.")
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered
