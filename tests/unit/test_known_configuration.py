"""The configuration that is looked up once is the one that Streamlit would tell the browser."""

from __future__ import annotations

import pytest
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from assessment.identity import DARK, LIGHT
from assessment.ui import known_configuration

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def _as_streamlit_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the end of the test, which puts back what is there now."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", known_configuration._look_up_theme)
    monkeypatch.setattr(app_session, "_populate_config_msg", known_configuration._look_up_settings)


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_told_is_what_streamlit_tells(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _as_streamlit_does(monkeypatch)
    streamlits = CustomThemeConfig()
    app_session._populate_theme_msg(streamlits, section)
    known_configuration.know_the_configuration()
    for _run in range(2):
        ours = CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        assert ours == streamlits


def test_the_settings_are_those_that_streamlit_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    _as_streamlit_does(monkeypatch)
    streamlits = Config()
    app_session._populate_config_msg(streamlits)
    known_configuration.know_the_configuration()
    for _run in range(2):
        ours = Config()
        app_session._populate_config_msg(ours)
        assert ours == streamlits
        assert ours.toolbar_mode == Config.MINIMAL


def test_the_colours_of_both_schemes_are_among_it() -> None:
    light, dark = (known_configuration._theme(f"theme.{name}") for name in ("light", "dark"))
    assert (light.primary_color, light.background_color) == (LIGHT.action, LIGHT.page)
    assert (dark.primary_color, dark.background_color) == (DARK.action, DARK.page)
