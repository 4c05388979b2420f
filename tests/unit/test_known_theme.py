"""The theme that is looked up once is the theme that Streamlit would tell the browser."""

from __future__ import annotations

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from assessment.identity import DARK, LIGHT
from assessment.ui import known_theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_told_is_what_streamlit_tells(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", known_theme._look_up)  # put back afterwards
    streamlits = CustomThemeConfig()
    app_session._populate_theme_msg(streamlits, section)
    known_theme.know_the_theme()
    for _run in range(2):
        ours = CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        assert ours == streamlits


def test_the_colours_of_both_schemes_are_among_it() -> None:
    light, dark = (known_theme._known(f"theme.{name}") for name in ("light", "dark"))
    assert (light.primary_color, light.background_color) == (LIGHT.action, LIGHT.page)
    assert (dark.primary_color, dark.background_color) == (DARK.action, DARK.page)
