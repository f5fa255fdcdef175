"""What every answer of the product must say to the browser."""

from django.http import HttpResponse

# The link of an invitation tells nobody where it was, not even this host.
REFERRER = {"same-origin", "no-referrer"}
FORBIDDEN_IN_CSP = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "https:", "*")
OFF = ("camera", "geolocation", "microphone", "payment", "usb")


def policy(response: HttpResponse) -> dict[str, list[str]]:
    """The content security policy, directive by directive."""
    parts = response.headers.get("Content-Security-Policy", "").split(";")
    words = [part.split() for part in parts if part.split()]
    return {first: rest for first, *rest in words}


def header_faults(response: HttpResponse) -> list[str]:
    """What an answer lacks, each as a sentence; empty where it says all it must."""
    csp, given = policy(response), response.headers
    off = given.get("Permissions-Policy", "")
    cached = given.get("Cache-Control", "")
    held = {
        "default-src is not 'none'": csp.get("default-src") == ["'none'"],
        "frame-ancestors is not 'none'": csp.get("frame-ancestors") == ["'none'"],
        "base-uri is not 'none'": csp.get("base-uri") == ["'none'"],
        "form-action is not 'self'": csp.get("form-action") == ["'self'"],
        "script-src is not 'self' alone": csp.get("script-src") == ["'self'"],
        "style-src is not 'self' alone": csp.get("style-src") == ["'self'"],
        "the policy lets in what it must not": not any(
            word in FORBIDDEN_IN_CSP for words in csp.values() for word in words
        ),
        "no nosniff": given.get("X-Content-Type-Options") == "nosniff",
        "may be framed": given.get("X-Frame-Options") == "DENY",
        "tells other sites where it was": given.get("Referrer-Policy") in REFERRER,
        "shares its window": given.get("Cross-Origin-Opener-Policy") == "same-origin",
        "other sites may embed it": given.get("Cross-Origin-Resource-Policy") == "same-origin",
        "browser features are on": all(f"{name}=()" in off for name in OFF),
        "a shared cache may keep it": "no-store" in cached
        or ("private" in cached and "no-cache" in cached),
        "names its software": not {"Server", "X-Powered-By"} & set(given),
        "carries no request id": bool(given.get("X-Request-Id")),
    }
    found = [fault for fault, well in held.items() if not well]
    for cookie in response.cookies.values():
        if cookie["max-age"] == 0:  # taken back, with nothing in it
            continue
        if not cookie["httponly"]:
            found.append(f"scripts can read the cookie {cookie.key}")
        if cookie["samesite"] != "Lax":
            found.append(f"other sites can send the cookie {cookie.key}")
    return found
