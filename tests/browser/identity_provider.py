"""An OpenID Connect provider for tests: it signs everybody in as whoever it is told, without asking."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "assessment"


@dataclass
class Provider:
    """A running provider; who signs in next is `email`."""

    address: str
    key: RSAKey
    email: str = "anna@example.org"
    is_down: bool = False
    nonces: dict[str, str] = field(default_factory=dict)

    @property
    def metadata_url(self) -> str:
        """What an operator is given."""
        return f"{self.address}/.well-known/openid-configuration"

    def metadata(self) -> dict[str, object]:
        """What a client reads first."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def tokens(self, code: str) -> dict[str, object]:
        """What a code is exchanged for, once."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": self.email,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 600,
            "nonce": self.nonces.pop(code),
            "email": self.email,
            "email_verified": True,
        }
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 600, "id_token": signed}


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    provider = Provider("", RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, provider))
    provider.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, provider: Provider, *given: object) -> None:
        self._provider = provider
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self._provider.is_down:
            self.send_error(503)
            return
        asked = urlsplit(self.path)
        if asked.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            code = secrets.token_urlsafe()
            self._provider.nonces[code] = query["nonce"]
            self.send_response(302)
            self.send_header(
                "Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
            )
            self.end_headers()
        elif asked.path == "/keys":
            self._send({"keys": [self._provider.key.as_dict(private=False)]})
        else:
            self._send(self._provider.metadata())

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._send(self._provider.tokens(body["code"][0]))

    def _send(self, answer: dict[str, object]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests say what went wrong."""
