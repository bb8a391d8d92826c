"""What every answer of every door tells the browser: load nothing from elsewhere, keep nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Page = Callable[[HttpRequest], HttpResponseBase]

_FROM_US = "style-src img-src font-src script-src connect-src manifest-src form-action".split()
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{what} 'self'" for what in _FROM_US),
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    )
)

# Everything a page could ask a phone for: we ask for nothing. Passkeys are the office's only wish.
_ASK_FOR_NOTHING = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer autoplay browsing-topics camera "
        "display-capture encrypted-media fullscreen gamepad geolocation gyroscope "
        "hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi "
        "payment picture-in-picture screen-wake-lock serial speaker-selection usb "
        "xr-spatial-tracking"
    ).split()
)
_PASSKEYS = "publickey-credentials-create=(self), publickey-credentials-get=(self)"

# A proxy on the way may not compress either: the length of a compressed page tells what it holds.
KEEP_NOTHING = "no-store, no-transform"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": f"{_ASK_FOR_NOTHING}, {_PASSKEYS}",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-DNS-Prefetch-Control": "off",
}


def headers(get_response: Page) -> Page:
    """Put these headers on every answer; what says nothing about keeping may not be kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", KEEP_NOTHING)
        return response

    return answer
