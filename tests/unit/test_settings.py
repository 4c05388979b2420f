"""Every setting: what is taken when nothing is said, what is accepted, and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.errors import SettingsError
from assessment.settings import ROOT, Settings, load_settings

NAMES = (
    *("DATABASE_URL", "HOST", "PORT", "PUBLIC_URL", "QUESTIONS_DIR"),
    *("ANONYMITY_THRESHOLD", "OPERATOR_NAME", "LOG_FORMAT", "METRICS", "SECRET_KEY", "SECRET_KEY_FILE", "FACILITATORS"),
)


def refusal(name: str, value: str) -> str:
    """The message about this bad value, which is one line that begins with the setting's name."""
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value})
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    "environment",
    [
        {},
        dict.fromkeys(NAMES, ""),
        dict.fromkeys(NAMES, "  "),
    ],
)
def test_without_settings_or_with_empty_ones_the_defaults_hold(environment: dict[str, str]) -> None:
    assert load_settings(environment) == Settings(
        database_url=f"sqlite:///{ROOT}/data/assessment.sqlite3",
        host="127.0.0.1",
        port=8501,
        public_url="http://localhost:8501",
        questions_dir=ROOT / "questions",
        anonymity_threshold=5,
        operator_name="",
        privacy_url="",
        retention_days=None,
        log_format="text",
        metrics=False,
        facilitators=(),
        secret_key="",
    )


@pytest.mark.parametrize(
    "url",
    ["sqlite:////var/lib/a.sqlite3", "postgresql://u:p@h/n", "postgres://h/n", "postgresql+psycopg://h/n"],
)
def test_a_database_url_of_either_kind_is_accepted(url: str) -> None:
    assert load_settings({"DATABASE_URL": f" {url} "}).database_url == url


@pytest.mark.parametrize("url", ["mysql://u:s3cret@h/n", "u:s3cret@h", "sqlite://s3cret", "/var/s3cret.sqlite3"])
def test_any_other_database_url_is_refused_without_repeating_it(url: str) -> None:
    assert "s3cret" not in refusal("DATABASE_URL", url)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "2001:db8::7", "localhost", "app-1.example.org", "my_host"])
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    assert load_settings({"HOST": host}).host == host


@pytest.mark.parametrize("host", ["localhost:8501", "http://localhost", "[::1]", "two words", "a/b", "1:2"])
def test_a_host_with_anything_more_is_refused(host: str) -> None:
    assert repr(host) in refusal("HOST", host)


@pytest.mark.parametrize("port", ["1", "80", " 8502 ", "65535"])
def test_a_port_from_1_to_65535_is_accepted(port: str) -> None:
    assert load_settings({"PORT": port}).port == int(port)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8501.0", "1_000", "٨٥", "9" * 5000])
def test_any_other_port_is_refused(port: str) -> None:
    assert "from 1 to 65535" in refusal("PORT", port)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://localhost:9000"),
        ("0.0.0.0", "http://localhost:9000"),
        ("::", "http://localhost:9000"),
        ("::1", "http://[::1]:9000"),
        ("10.0.0.5", "http://10.0.0.5:9000"),
        ("box.example.org", "http://box.example.org:9000"),
    ],
)
def test_the_public_url_follows_host_and_port(host: str, url: str) -> None:
    assert load_settings({"HOST": host, "PORT": "9000"}).public_url == url


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://assessment.example.org", "https://assessment.example.org"),
        ("https://assessment.example.org/", "https://assessment.example.org"),
        ("HTTPS://Assessment.Example.org:443", "https://assessment.example.org"),
        ("http://box:80/", "http://box"),
        ("http://box:443", "http://box:443"),
        ("http://[2001:DB8::80]:8501", "http://[2001:db8::80]:8501"),
    ],
)
def test_a_public_url_is_kept_as_the_origin_that_browsers_send(given: str, origin: str) -> None:
    assert load_settings({"PUBLIC_URL": given}).public_url == origin


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/assessment",
        "https://example.org/?a=b",
        "https://example.org/#top",
        "https://user@example.org",
        "https://exam ple.org",
        "https://example.org:port",
        "https://example.org:99999",
        "https://[::1",
        "https://",
        "https://:8501",
        "ftp://example.org",
        "example.org",
        "localhost:8501",
    ],
)
def test_a_public_url_that_is_more_or_less_than_an_origin_is_refused(url: str) -> None:
    message = refusal("PUBLIC_URL", url)
    assert "without a path, such as https://assessment.example.org" in message
    assert message.endswith(f"found {url!r}")


def test_a_folder_of_questions_is_accepted_and_made_absolute(tmp_path: Path) -> None:
    assert load_settings({"QUESTIONS_DIR": f"{tmp_path}/../{tmp_path.name}"}).questions_dir == tmp_path.resolve()


def test_questions_that_are_no_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "missing", tmp_path / "file"):
        assert str(path) in refusal("QUESTIONS_DIR", str(path))


@pytest.mark.parametrize(("given", "threshold"), [("4", 4), (" 8 ", 8), ("1000", 1000)])
def test_a_threshold_from_4_to_1000_is_accepted(given: str, threshold: int) -> None:
    assert load_settings({"ANONYMITY_THRESHOLD": given}).anonymity_threshold == threshold


@pytest.mark.parametrize("threshold", ["3", "0", "-5", "1001", "five", "5.0"])
def test_any_other_threshold_is_refused(threshold: str) -> None:
    assert "from 4 to 1000" in refusal("ANONYMITY_THRESHOLD", threshold)


def test_the_operators_name_is_kept_as_it_is() -> None:
    assert load_settings({"OPERATOR_NAME": " Müller & Söhne 🎉 "}).operator_name == "Müller & Söhne 🎉"


@pytest.mark.parametrize("name", ["two\nlines", "a\0b", "\ud800", "x" * 201])
def test_a_name_that_is_no_line_of_text_is_refused(name: str) -> None:
    assert "one line of at most 200 characters" in refusal("OPERATOR_NAME", name)


def test_a_privacy_notice_has_a_web_address() -> None:
    assert load_settings({"PRIVACY_URL": " https://a.example/p?x=1 "}).privacy_url == "https://a.example/p?x=1"


@pytest.mark.parametrize("url", ["a.example/p", "javascript:alert(1)", "https://", 'https://a"b', "https://a b"])
def test_any_other_privacy_notice_is_refused(url: str) -> None:
    assert "expected a web address" in refusal("PRIVACY_URL", url)


@pytest.mark.parametrize(("given", "days"), [("1", 1), (" 365 ", 365), ("36500", 36500), ("", None), (" ", None)])
def test_things_are_kept_for_a_number_of_days_or_for_ever(given: str, days: int | None) -> None:
    assert load_settings({"RETENTION_DAYS": given}).retention_days == days


@pytest.mark.parametrize("given", ["0", "-1", "36501", "a year", "1.5"])
def test_any_other_number_of_days_is_refused(given: str) -> None:
    assert "from 1 to 36500" in refusal("RETENTION_DAYS", given)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_logs_are_text_or_json(log_format: str) -> None:
    assert load_settings({"LOG_FORMAT": log_format}).log_format == log_format


@pytest.mark.parametrize("log_format", ["xml", "JSON", "text json"])
def test_any_other_log_format_is_refused(log_format: str) -> None:
    assert "text or json" in refusal("LOG_FORMAT", log_format)


@pytest.mark.parametrize(("given", "there"), [("1", True), (" 1 ", True), ("0", False), ("", False)])
def test_metrics_are_there_where_somebody_asks_for_them(given: str, there: bool) -> None:
    assert load_settings({"METRICS": given}).metrics is there


@pytest.mark.parametrize("given", ["yes", "true", "2", "-1"])
def test_any_other_word_about_metrics_is_refused(given: str) -> None:
    assert "expected 0 or 1" in refusal("METRICS", given)


KEY = "0123456789abcdef-0123456789ABCDEF"


def test_the_secret_key_is_taken_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    assert load_settings({"SECRET_KEY": f" {KEY} "}).secret_key == KEY
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    assert load_settings({"SECRET_KEY_FILE": str(file)}).secret_key == KEY


def test_the_secret_key_is_shown_by_no_log_and_no_traceback() -> None:
    assert KEY not in repr(load_settings({"SECRET_KEY": KEY}))


@pytest.mark.parametrize("key", ["s3cret", "s3cret" * 200, "s3cret with spaces in it, which is long", "s3cret–" * 6])
def test_a_secret_key_that_is_short_or_no_plain_word_is_refused_without_repeating_it(tmp_path: Path, key: str) -> None:
    assert "s3cret" not in refusal("SECRET_KEY", key)
    file = tmp_path / "key"
    file.write_text(key)
    assert "s3cret" not in refusal("SECRET_KEY_FILE", str(file))


def test_a_file_of_a_secret_key_that_is_missing_empty_or_no_text_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal("SECRET_KEY_FILE", str(tmp_path / "missing"))
    assert "Is a directory" in refusal("SECRET_KEY_FILE", str(tmp_path))
    for content in (b"", b"\n", b"\xff" * 40, KEY.encode() + b"\n" + KEY.encode()):
        (tmp_path / "key").write_bytes(content)
        refusal("SECRET_KEY_FILE", str(tmp_path / "key"))


def test_a_secret_key_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="found both"):
        load_settings({"SECRET_KEY": KEY, "SECRET_KEY_FILE": str(tmp_path / "key")})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with an identity provider set up in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(f"[auth]\ncookie_secret = '{'k' * 32}'\n")
    return tmp_path


@pytest.mark.parametrize(
    ("value", "facilitators"),
    [
        ("*", ("*",)),
        ("Anna@Example.org", ("anna@example.org",)),
        (" @example.org , bo@other.example,", ("@example.org", "bo@other.example")),
    ],
)
def test_facilitators_are_addresses_domains_or_everybody(home: Path, value: str, facilitators: tuple[str, ...]) -> None:
    assert load_settings({"FACILITATORS": value}).facilitators == facilitators


@pytest.mark.parametrize("value", ["example.org", "anna", "*, @example.org", "*@example.org", "a@b@c", "@", ",", " , "])
def test_other_facilitators_stop_the_start(home: Path, value: str) -> None:
    assert "such as anna@example.org, @example.org, or * alone" in refusal("FACILITATORS", value)


@pytest.mark.parametrize("secrets", ["", "[other]\n", "not [ toml", None])
def test_facilitators_without_an_identity_provider_stop_the_start(home: Path, secrets: str | None) -> None:
    file = home / ".streamlit" / "secrets.toml"
    file.unlink() if secrets is None else file.write_text(secrets)
    assert "section [auth] of .streamlit/secrets.toml" in refusal("FACILITATORS", "@example.org")


@pytest.mark.parametrize("key", ["", "changeme", "k" * 31, "what openssl rand -hex 32 prints, and so on"])
def test_a_key_that_could_be_guessed_stops_the_start(home: Path, key: str) -> None:
    (home / ".streamlit" / "secrets.toml").write_text(f"[auth]\ncookie_secret = '{key}'\n")
    assert "found another one" in refusal("FACILITATORS", "@example.org")
