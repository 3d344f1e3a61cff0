"""Which words are languages: the keys of a text that is given in several of them."""

from __future__ import annotations

from functools import cache

from briefgen.diagnostics import did_you_mean
from briefgen.regexes import pattern

# ISO 639-1, the two-letter codes.
_TWO_LETTERS = (
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|el|en|"
    "eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|it|iu|ja|"
    "jv|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|"
    "nd|ne|ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|sh|si|sk|sl|sm|sn|so|"
    "sq|sr|ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|yo|za|zh|zu"
)
# Keys of a value that look like languages. So Icelandic is written is-IS, and a misspelt src is no language.
OF_A_VALUE = ("is", "src", "why", "key", "on")
PATTERN = rf"(?!is$)(?:{_TWO_LETTERS}|[a-z]{{3}})(?:-[A-Za-z0-9]{{2,8}})*"
_TAG = pattern("([a-z]{2,3})(?:-[A-Za-z0-9]{2,8})*")
_KNOWN = frozenset(_TWO_LETTERS.split("|"))


@cache
def is_language(key: str) -> bool:
    """True for a tag such as en, zh-Hans or prs; three letters that resemble a key of a value are none."""
    found = _TAG.fullmatch(key)
    if found is None or key in OF_A_VALUE:
        return False
    return found[1] in _KNOWN if len(found[1]) == 2 else did_you_mean(found[1], OF_A_VALUE) is None
