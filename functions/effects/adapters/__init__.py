"""The adapters by the tool whose calls they send: a new way to the outside is one more line here."""

from collections.abc import Mapping

from .http_call import HttpCall
from .protocol import Adapter

ADAPTERS: Mapping[str, Adapter] = {"web.http_call": HttpCall()}
