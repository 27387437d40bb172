"""The adapters by the tool whose calls they send: a new way to the outside is one more line here."""

from collections.abc import Mapping

from .delta.adapter import ClosePosition, PlaceOrder
from .http_call import HttpCall
from .protocol import Adapter
from .social.facebook import Facebook
from .social.instagram import Instagram
from .social.linkedin import LinkedIn
from .social.mastodon import Mastodon
from .social.x import X

ADAPTERS: Mapping[str, Adapter] = {
    "web.http_call": HttpCall(),
    "social.mastodon_post": Mastodon(),
    "social.facebook_post": Facebook(),
    "social.instagram_publish": Instagram(),
    "social.linkedin_post": LinkedIn(),
    "social.x_post": X(),
    "trading.place_order": PlaceOrder(),
    "trading.close_position": ClosePosition(),
}
