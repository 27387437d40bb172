"""The pages of a mailed link, as plain HTML: no script, nothing from elsewhere, the exact bytes before any summary."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from http import HTTPStatus

from greenlight.approvals.judge import FITTING
from greenlight.approvals.records import Record, moment, plain_words
from greenlight.errors import Refused

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;padding:1rem;max-width:46rem}"
    "h1{font-size:1.4rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #767676;padding:.8rem;unicode-bidi:plaintext}"
    "mark{background:#ffe08a}form{border-top:1px solid #ccc;padding:.8rem 0}textarea{width:100%;box-sizing:border-box}"
    "button{font:inherit;padding:.5rem 1rem}.word{border-left:.3rem solid #b35900;padding:.3rem .8rem}"
)
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
FORMS = {
    "approve": ("Approve exactly this", ""),
    "deny": ("Deny", "Why not? The agent reads this."),
    "respond": ("Send these words back", "What should the agent know? Nothing is carried out."),
    "acknowledge": ("I have read this", ""),
}
SIGN_IN = '<p><a href="/">Sign in</a> to decide.</p>'


def approval(record: Record, owner: str, value: str, now: float, *, changed: bool) -> str:
    """The approval as it stands, with forms while time is left; no `value` for a reader who may not decide it."""
    said = [f'<p class="word">{escape(plain_words(record))}</p>']
    if changed:
        said.append("<p><mark>It was edited since this link was mailed. Below is what stands now.</mark></p>")
    said += [_facts(record, owner), "<h2>Exactly this</h2>", f"<pre>\n{visible(record.exact)}</pre>"]
    if not record.is_open or record.expires_at <= now:
        said.append(f"<p><strong>{escape(_ended(record))}</strong></p>")
    elif record.fresh_login:
        said.append(f"<p><strong>This needs a fresh sign-in; a link is not enough.</strong></p>{SIGN_IN}")
    elif value:
        said += _forms(record, value)
    else:
        said.append("<p><strong>You are not asked to decide on this.</strong></p>")
    return _page(record.title, "".join(said))


def done(record: Record, again: bool) -> str:
    """After a verdict: that it stands now, or stood already."""
    if record.is_open:
        told = f"Your yes is counted: {record.votes} of {record.people} people agree so far."
    elif again:
        told = f"This was {record.status} already; nothing more was done."
    else:
        told = f"Thank you: this is {record.status}. {_after(record)}"
    return _page(f"It is {record.status}", f"<p>{escape(told)}</p>")


def refusal(refused: Refused) -> str:
    """A no, in the same words for whatever does not exist."""
    sign_in = SIGN_IN if refused.extra.get("rule") == "fresh_login" else ""
    return _page(HTTPStatus(refused.status).phrase, f"<p>{escape(refused.detail)}</p>{sign_in}")


def visible(text: str) -> str:
    """The text for a page, with what a reader cannot see (control and direction marks) named in its place."""
    return "".join(_shown(letter) for letter in text.replace("\r\n", "\n"))


def _shown(letter: str) -> str:
    if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}:
        return escape(letter)
    return f"<mark>[U+{ord(letter):04X}]</mark>"


def _facts(record: Record, owner: str) -> str:
    reason = ": ".join(str(record.policy[name]) for name in ("rule", "detail") if record.policy.get(name))
    facts = {
        "Who asks": f"{record.agent_name or record.agent_id}, the agent of {owner}", "What": record.tool,
        "Where to": record.target, "Risk": record.risk, "Mode": record.mode, "Why you are asked": reason,
        "Until": moment(record.expires_at), "Digest": record.digest, "SHA-256 of the text below": record.exact_sha256,
    }  # fmt: skip
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{visible(fact)}</dd>' for name, fact in facts.items() if fact)}</dl>"


def _forms(record: Record, value: str) -> Iterator[str]:
    for verdict, (button, question) in FORMS.items():
        if verdict not in FITTING[record.kind]:
            continue
        note = (
            f'<p><label>{question}<br><textarea name="note" rows="3" maxlength="4000"></textarea></label></p>'
        )
        hidden = {"csrf": value, "digest": record.digest, "verdict": verdict}
        fields = "".join(f'<input type="hidden" name="{n}" value="{escape(v)}">' for n, v in hidden.items())
        yield f'<form method="post">{fields}{note if question else ""}<button>{button}</button></form>'


def _ended(record: Record) -> str:
    if record.is_open:
        return "The time for this is over; nothing was done."
    when = f" on {record.decided_at}" if record.decided_at else ""
    return f"This was {record.status}{when}. Nothing more can be decided here."


def _after(record: Record) -> str:
    if not record.allows:
        return "The agent is told; nothing is carried out."
    if record.is_rehearsal:
        return "It was a rehearsal: nothing is sent."
    if record.kind == "deliverable":
        return "It may be sent now, once: at its time, or when its customer says so."
    return "It is carried out now, once."


def _page(title: str, content: str) -> str:
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" '
        f'content="noindex, nofollow"><title>{escape(title)}</title><style>{STYLE}</style>'
    )
    shown = f"<main><h1>{visible(title)}</h1>{content}</main>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{shown}</body></html>'
