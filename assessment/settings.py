"""Settings: the environment, read once and checked; a bad value stops the start with one clear line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from assessment.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PORTS = {"http": 80, "https": 443}
NAME_LENGTH = 200
SHORTEST_KEY, LONGEST_KEY = 32, 1024
KEY = rf"[!-~]{{{SHORTEST_KEY},{LONGEST_KEY}}}"


@dataclass(frozen=True)
class Settings:
    """What an operator can set; every field is one environment variable of the same name in capitals.

    `public_url` is an origin as browsers write it: lower case, without a slash at the end or the scheme's own port.
    `anonymity_threshold` is the smallest number of responses that may be shown together, at least 4. `operator_name` is
    empty where nobody said who runs this, `privacy_url` where there is no privacy notice. What is older than
    `retention_days` is removed; None keeps it for ever. `facilitators` are addresses, or domains with their @, of
    who may lead workshops once signed in, or `*` for everybody whom the identity provider lets in; where there are
    none, nobody signs in. `secret_key` signs Streamlit's cookies, and empty leaves each process to make its own; it
    stays out of `repr`, so that no log and no traceback shows it.
    """

    database_url: str
    host: str
    port: int
    public_url: str
    questions_dir: Path
    anonymity_threshold: int
    operator_name: str
    privacy_url: str
    retention_days: int | None
    log_format: str
    metrics: bool
    facilitators: tuple[str, ...]
    secret_key: str = field(repr=False)


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises `SettingsError` for the first value that can't be used."""
    host = _host(environment)
    port = _number(environment, "PORT", 8501, 1, 65535)
    return Settings(
        database_url=_database_url(environment),
        host=host,
        port=port,
        public_url=_public_url(environment, host, port),
        questions_dir=_folder(environment, "QUESTIONS_DIR", ROOT / "questions"),
        anonymity_threshold=_number(environment, "ANONYMITY_THRESHOLD", 5, 4, 1000),
        operator_name=_name(environment, "OPERATOR_NAME"),
        privacy_url=_web_address(environment, "PRIVACY_URL"),
        retention_days=_days(environment, "RETENTION_DAYS"),
        log_format=_choice(environment, "LOG_FORMAT", ("text", "json")),
        metrics=_choice(environment, "METRICS", ("0", "1")) == "1",
        facilitators=_facilitators(environment),
        secret_key=_secret_key(environment),
    )


def _text(environment: Mapping[str, str], name: str, default: str) -> str:
    return environment.get(name, "").strip() or default


def _host(environment: Mapping[str, str]) -> str:
    value = _text(environment, "HOST", "127.0.0.1")
    if not re.fullmatch(r"[A-Za-z0-9._-]+", value) and not _is_ip_address(value):
        raise SettingsError(f"HOST: expected a name or an IP address without a port, found {value!r}")
    return value


def _is_ip_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def _number(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    value = _text(environment, name, str(default))
    if not re.fullmatch(r"[0-9]{1,5}", value) or not low <= int(value) <= high:
        raise SettingsError(f"{name}: expected a number from {low} to {high}, found {value!r}")
    return int(value)


def _days(environment: Mapping[str, str], name: str) -> int | None:
    return _number(environment, name, 0, 1, 36500) if _text(environment, name, "") else None


def _name(environment: Mapping[str, str], name: str) -> str:
    value = _text(environment, name, "")
    if len(value) > NAME_LENGTH or not value.isprintable():
        raise SettingsError(f"{name}: expected one line of at most {NAME_LENGTH} characters, found {value[:60]!r}")
    return value


def _web_address(environment: Mapping[str, str], name: str) -> str:
    value = _text(environment, name, "")
    if value and not re.fullmatch(r"https?://[^\s\\\"<>]{1,500}", value):
        raise SettingsError(
            f"{name}: expected a web address, such as https://example.org/privacy, found {value[:60]!r}"
        )
    return value


def _database_url(environment: Mapping[str, str]) -> str:
    default = f"sqlite:///{ROOT / 'data' / 'assessment.sqlite3'}"
    value = _text(environment, "DATABASE_URL", default)
    if not value.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
        # The value itself may hold a password, so the message doesn't repeat it.
        raise SettingsError("DATABASE_URL: expected sqlite:///path/to/file or postgresql://user@host/name")
    return value


def _public_url(environment: Mapping[str, str], host: str, port: int) -> str:
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    name = f"[{name}]" if ":" in name else name
    value = _text(environment, "PUBLIC_URL", f"http://{name}:{port}")
    origin = _origin(value)
    if origin is None:
        example = "https://assessment.example.org"
        raise SettingsError(f"PUBLIC_URL: expected an address without a path, such as {example}, found {value!r}")
    return origin


def _origin(url: str) -> str | None:
    """The origin that this address is, as browsers write it; None for an address that is more than that, or none."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0  # a bad port is a ValueError
    except ValueError:
        return None
    has_more = parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in DEFAULT_PORTS or not is_whole or has_more or re.search(r"[\s\\]", url):
        return None
    netloc = parts.netloc.lower().removesuffix(":").removesuffix(f":{DEFAULT_PORTS[parts.scheme]}")
    return f"{parts.scheme}://{netloc}"


def _folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    folder = Path(_text(environment, name, str(default))).resolve()
    if not folder.is_dir():
        raise SettingsError(f"{name}: expected a folder, found {str(folder)!r}")
    return folder


def _choice(environment: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = _text(environment, name, allowed[0])
    if value not in allowed:
        raise SettingsError(f"{name}: expected {' or '.join(allowed)}, found {value!r}")
    return value


def _facilitators(environment: Mapping[str, str]) -> tuple[str, ...]:
    value = _text(environment, "FACILITATORS", "")
    if not value:
        return ()
    named = tuple(one.strip().lower() for one in value.split(",") if one.strip())
    are_addresses = bool(named) and all(re.fullmatch(r"[^@\s*]*@[^@\s*]+", one) for one in named)
    if named != ("*",) and not are_addresses:
        expected = "addresses and domains such as anna@example.org, @example.org, or * alone"
        raise SettingsError(f"FACILITATORS: expected {expected}, found {value[:100]!r}")
    home = Path(os.path.expanduser("~"))  # where there is none this raises nothing, unlike Path.home()
    key = next((key for folder in (ROOT, home) if (key := _sign_in_key(folder)) is not None), None)
    if key is None or not re.fullmatch(KEY, key):
        raise SettingsError(
            "FACILITATORS: expected an identity provider to sign in with, in the section [auth] of "
            ".streamlit/secrets.toml, with a cookie_secret such as openssl rand -hex 32 makes, "
            f"found {'none' if key is None else 'another one'}; see docs/operating.md"
        )
    return named


def _sign_in_key(folder: Path) -> str | None:
    """What signs the cookies of sign-in, as the file of this folder says; None where it sets up no provider."""
    try:
        found = tomllib.loads((folder / ".streamlit" / "secrets.toml").read_text("utf-8")).get("auth")
    except (OSError, ValueError):  # ValueError: no TOML, or no text
        return None
    return str(found.get("cookie_secret") or "") if isinstance(found, dict) else None


def _secret_key(environment: Mapping[str, str]) -> str:
    """The key of SECRET_KEY, or of the file that SECRET_KEY_FILE names. No message repeats any of it."""
    given, file = _text(environment, "SECRET_KEY", ""), _text(environment, "SECRET_KEY_FILE", "")
    if given and file:
        raise SettingsError("SECRET_KEY: expected this or SECRET_KEY_FILE, found both")
    name, key = ("SECRET_KEY_FILE", _content(file)) if file else ("SECRET_KEY", given)
    if (key or file) and not re.fullmatch(KEY, key):
        raise SettingsError(
            f"{name}: expected {SHORTEST_KEY} to {LONGEST_KEY} letters, digits and signs in one line, "
            "such as openssl rand -hex 32 makes, found something else"
        )
    return key


def _content(file: str) -> str:
    """All that a file holds but for the space around it."""
    try:
        with open(file, encoding="ascii") as opened:
            return opened.read(LONGEST_KEY + 100).strip()
    except (OSError, ValueError) as error:  # ValueError: not text
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise SettingsError(f"SECRET_KEY_FILE: expected a file that can be read, found {file!r} ({reason})") from error
