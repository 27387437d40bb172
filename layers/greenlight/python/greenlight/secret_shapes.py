"""What a secret looks like: by the name of its field, by its own shape, by its randomness."""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache

# A name is squeezed first: `X-Api-Key`, `apiKey`, `API KEY` and `api_key` are one.
SECRET_NAMES = (
    "password", "passwd", "passphrase", "secret", "token", "apikey", "authorization", "bearer", "privatekey",
    "accesskey", "signingkey", "clientkey", "credentials",
)  # fmt: skip
EXACT_NAMES = frozenset({"pwd", "pw", "auth", "cookie", "setcookie", "pin", "otp", "jwt"})
NOT_SECRET = frozenset(
    {"credentialref", "nexttoken", "pagetoken", "tokenizer", "secretary", "continuationtoken"}
)
PERHAPS_NAMES = ("key", "auth", "sign", "session", "cookie", "pass", "cred")
# Every repetition is bounded: a long text cannot make a search slow.
SHAPES = re.compile(
    r"""
      -----BEGIN\ [A-Z0-9\ ]{1,64}-----                                # PEM, of any kind
    | \beyJ[A-Za-z0-9_-]{8,512}\.eyJ[A-Za-z0-9_-]{8}                   # JWT
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b                                    # AWS
    | \bAIza[A-Za-z0-9_-]{35}                                          # Google
    | \b(?:sk|pk|rk)[-_](?=[A-Za-z_-]{0,64}[0-9])[A-Za-z0-9_-]{16}     # OpenAI, Stripe
    | \b(?:gl|wk)_(?:live|test)_[A-Za-z0-9_-]{8}                       # our own
    | \bgh[pousr]_[A-Za-z0-9]{20} | \bgithub_pat_[A-Za-z0-9_]{20} | \bglpat-[A-Za-z0-9_-]{16}
    | \bxox[abeprs]-[A-Za-z0-9-]{10}                                   # Slack
    | \bwhsec_[A-Za-z0-9+/=]{16}                                       # Standard Webhooks
    | \b(?i:bearer|basic)\s{1,8}[A-Za-z0-9._~+/=-]{16}                 # a header's value
    """,
    re.VERBOSE,
)
LONG = 32  # characters
RANDOM = 3.5  # bits a character: hex has 4 at most, base64 6; a word repeated far less
# Letters of other scripts that look like ours: NFKC leaves them, since they are letters of their own.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁкмтѵԝαεορυικντ", "aeopcyxijsdkmtvwaeopuiknt")


def is_secret_name(name: str) -> bool:
    squeezed = _squeezed(name)
    if squeezed in NOT_SECRET:
        return False
    return squeezed in EXACT_NAMES or any(word in squeezed for word in SECRET_NAMES)


def is_secret_number(name: str) -> bool:
    """A PIN or a password of digits; `max_tokens` is how many."""
    return is_secret_name(name) and "token" not in _squeezed(name)


def may_be_secret_name(name: str) -> bool:
    """Of a field whose value decides: a key may be a name or a number, or the key to everything."""
    squeezed = _squeezed(name)
    return squeezed not in NOT_SECRET and any(word in squeezed for word in PERHAPS_NAMES)


def has_secret_shape(text: str) -> bool:
    return SHAPES.search(text) is not None


def is_random(text: str) -> bool:
    """32 characters or more without a space, as evenly spread as only a machine does it."""
    return len(text) >= LONG and not any(c.isspace() for c in text) and _bits(text) >= RANDOM


def _bits(text: str) -> float:
    """Shannon's entropy per character."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


@lru_cache(maxsize=1024)
def _squeezed(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOKALIKES)
    plain = (c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return "".join(c for c in plain if c.isalnum())
