"""The report of a build sent to a web server."""

from __future__ import annotations

from http import HTTPStatus

from briefgen.notify.delivery import DeliveryFailed, TemporaryFailure, redacted
from briefgen.settings.hooks import is_loopback

BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
"""Answers of a server that has not taken the report, and may do so a moment later."""


def post(address: str, report: bytes, seconds: float, token: str = "") -> None:
    """POST the report as JSON, with the token where there is one.

    Anything but a 2xx answer is a failure, and so is being sent elsewhere.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlsplit
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        """A report goes where the settings say and nowhere else."""

        def redirect_request(self, *_: object) -> None:
            return None

    host = urlsplit(address).hostname or ""
    handlers = [Stay(), ProxyHandler({})] if is_loopback(host) else [Stay()]
    request = Request(address, report, {"Content-Type": "application/json", "User-Agent": "briefgen"}, method="POST")
    if token:
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    try:
        with build_opener(*handlers).open(request, timeout=seconds):
            return
    except HTTPError as bad:
        bad.close()
        said = redacted(f"the web server {host} answered {bad.code} {bad.reason}", token)
        raise (TemporaryFailure if bad.code in BUSY else DeliveryFailed)(said) from None
    except (OSError, HTTPException, ValueError) as bad:
        reason = getattr(bad, "reason", bad)
        said = redacted(f"the web server {host} cannot be reached: {reason}", token)
        refused = isinstance(bad, URLError) and isinstance(reason, ConnectionRefusedError)
        raise (TemporaryFailure if refused else DeliveryFailed)(said) from None
