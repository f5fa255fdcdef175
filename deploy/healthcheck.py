"""Is the web process of this container alive? Exit code 0 when it is."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def main() -> int:
    """Ask for /health/live under the public name, as only that one is answered."""
    name = urlsplit(os.environ.get("SITE_URL", "")).hostname or "localhost"
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        connection.request("GET", "/health/live", headers={"Host": name})
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
