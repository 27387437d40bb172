"""The headers that the page and its files are served with, wherever that is: by the local edge, and by CloudFront.

A page of ours runs no script but its own files (no inline one, no `eval`) and speaks with its own origin alone;
`'self'` covers the socket too (CSP3 §6.7.2.8). Styles may be inline, since Mantine sets them on elements.
"""

from typing import Final

CONTENT_SECURITY_POLICY: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
UNUSED_POWERS: Final = ("camera", "geolocation", "microphone", "payment", "usb")

PAGE_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items()
    ),
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED_POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

HASHED: Final = "assets"  # the folder of files whose names change with their content
FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
NEVER_A_PAGE: Final = ("/api", "/internal", "/metrics")  # beneath these a page would deceive a program: 404
