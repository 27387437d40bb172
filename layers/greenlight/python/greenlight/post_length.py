"""How long a text is as a network counts it; where we cannot tell what a network takes for a link, we count more.

Sources: twitter-text's configuration v3 (weights, links of 23, an emoji of any length is 2, NFC); Mastodon's
StatusLengthValidator (graphemes, links of 23, a remote mention without its server).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

LINK = 23
# Code points that X counts as one; every other counts as two.
LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
# The commonest top-level names, and those of countries by their two letters; a link under another name may count as
# the text that it is.
KNOWN = frozenset({
    "com", "org", "net", "edu", "gov", "info", "biz", "app", "dev", "health", "care", "clinic", "shop", "store",
    "online", "site", "blog",
})  # fmt: skip

_UNIT = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f004-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
    "[\U0001f3fb-\U0001f3ff\ufe0f]?"
)
_EMOJI = (
    rf"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f"
    rf"|{_UNIT}(?:\u200d{_UNIT})*"
)
_LATIN = "a-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_PATH, _PATH_END = (
    rf"[{_LATIN}\u0400-\u04ff!*';:=+,.$/%#\[\]\-\u2013_~@|&]",
    rf"[{_LATIN}\u0400-\u04ff+\-=_#/]",
)
_QUERY, _QUERY_END = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]", r"[a-z0-9\-_&=#/]"
_REST = (
    rf"(?::\d+)?(?:/(?:(?:{_PATH}|\({_PATH}+\))*(?:{_PATH_END}|\({_PATH}+\)))?)?(?:\?{_QUERY}*{_QUERY_END})?"
)
_BEFORE, _AFTER = "[a-z0-9@$#\uff03\uff20]", "(?![a-z0-9@_-])"
_LABEL, _LATIN_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?\.", rf"[{_LATIN}](?:[{_LATIN}_-]{{0,62}}[{_LATIN}])?\."
_LINK = re.compile(
    rf"(?:(?<!{_BEFORE})(?P<scheme>https?://)(?:{_LABEL}){{1,8}}|(?<!{_BEFORE})(?=[a-z0-9])(?:{_LATIN_LABEL}){{1,8}})"
    rf"(?P<top>[a-z]{{2,24}}){_AFTER}{_REST}",
    re.IGNORECASE,
)
_ONE_EMOJI = re.compile(_EMOJI)
_CLUSTER = re.compile(rf"(?:{_EMOJI})|.", re.DOTALL)
_REMOTE = re.compile(r"(?<![\w/])@(\w{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def weighted(text: str) -> int:
    """As X counts: https://docs.x.com/fundamentals/counting-characters."""
    return _length(unicodedata.normalize("NFC", text), _weight, bare_links=True)


def graphemes(text: str) -> int:
    """As Mastodon counts; only what starts with http is a link there."""
    return _length(_REMOTE.sub(r"@\1", text), _clusters, bare_links=False)


def units(text: str) -> int:
    """UTF-16 code units, as the networks written in Java and JavaScript count."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _length(text: str, of: Callable[[str], int], *, bare_links: bool) -> int:
    total = 0
    for part, found in _parts(text.replace("\r\n", "\n")):
        if found is None or not (found["scheme"] or bare_links):
            total += of(part)
        else:
            known = len(found["top"]) == 2 or found["top"].lower() in KNOWN
            total += LINK if known else max(LINK, of(part))
    return total


def _parts(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    at = 0
    for found in _LINK.finditer(text):
        yield text[at : found.start()], None
        yield found[0], found
        at = found.end()
    yield text[at:], None


def _weight(text: str) -> int:
    plain = _ONE_EMOJI.sub("", text)
    emoji = len(_ONE_EMOJI.findall(text))
    return 2 * emoji + sum(1 if any(a <= ord(one) <= b for a, b in LIGHT) else 2 for one in plain)


def _clusters(text: str) -> int:
    """An emoji, or a letter with the marks on it, is one; a Hangul syllable in pieces counts by its pieces."""
    return sum(1 for found in _CLUSTER.finditer(text) if unicodedata.category(found[0][0])[0] != "M")
