"""The capabilities Lambda, and the same over HTTP, signed, for an agent that lives elsewhere."""

from typing import Any

from chalice.app import Chalice
from greenlight.catalogue import load
from greenlight.errors import Refused
from greenlight.inward import agent, ask
from greenlight.observe import logged
from greenlight.problem import problem
from greenlight.request import as_text
from greenlight.rest import Answer, answer, header, rest_handler
from greenlight.signing import jwk
from greenlight.tokens import sign_detached

from .capability import CAPABILITY
from .record import write_once
from .tell import answer as tell

app = Chalice(app_name="capabilities", configure_logs=False)
_signatures: dict[str, str] = {}  # by document; the same catalogue is signed once per process


@app.lambda_function(name="capabilities")
@logged
def capabilities(event: Any, context: Any) -> dict[str, Any]:
    """A new catalogue's first reader finds it written down for the record."""
    try:
        told = tell(event)
    except Refused as refused:
        return {"ok": False, "problem": problem(refused, correlation_id="")}
    if "index" in told:
        write_once(load())
    return told


@app.route("/capabilities", methods=["GET"])
def index() -> Answer:
    agent()
    etag = header("If-None-Match").removeprefix("W/").strip('"')
    told = ask("capabilities", {"etag": etag})
    if told.get("not_modified"):
        return answer(None, 304, {"ETag": f'"{told["hash"]}"'})
    return _signed(told)


@app.route("/capabilities/jwks", methods=["GET"])
def jwks() -> Answer:
    """The key behind `X-JWS-Signature`, for an agent that wants to check it."""
    agent()
    return answer({"keys": [jwk("platform")]})


@app.route("/capabilities/{domain}", methods=["GET"])
def domain(domain: str) -> Answer:
    agent()
    return _signed(ask("capabilities", {"domain": domain}))


def _signed(told: dict[str, Any]) -> Answer:
    """The document with a detached JWS over its exact bytes."""
    text = as_text({name: value for name, value in told.items() if name != "ok"})
    if text not in _signatures:
        _signatures[text] = sign_detached(text.encode())
    headers = {
        "ETag": f'"{told["hash"]}"',
        "X-JWS-Signature": _signatures[text],
        "Content-Type": "application/json",
    }
    return answer(text, 200, headers)


handler = rest_handler(app, CAPABILITY)
