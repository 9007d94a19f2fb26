"""What every answer tells the browser to refuse, besides the content security policy (in the settings)."""

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera",
        "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid", "magnetometer", "microphone",
        "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

# Django's SecurityMiddleware says the rest, by the settings: X-Content-Type-Options, Cross-Origin-Opener-Policy and
# Referrer-Policy. That one is `same-origin`, not `no-referrer`: addresses hold record numbers and must not leave the
# site, but with `no-referrer` browsers send `Origin: null` on our own forms and the forgery check would refuse them.
ALWAYS = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

# Pages hold people: neither the browser's disk nor anything on the way may keep one, unless a page says so.
UNLESS_SAID = {"Cache-Control": "no-store"}
