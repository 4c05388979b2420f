"""The theme as Streamlit's configuration has it, looked up once.

Streamlit tells the browser the whole theme again at every run of a page, and goes through all of its options six times
for it: see docs/decisions/0016. The configuration doesn't change while a server runs.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_look_up = app_session._populate_theme_msg


@cache
def _known(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _look_up(message, section)
    return message


def _populate(message: CustomThemeConfig, section: str = "theme") -> None:
    message.MergeFrom(_known(section))


def know_the_theme() -> None:
    """From now on each section of the theme is looked up once in this process; called when its configuration is read.

    It takes the place of a function that Streamlit keeps to itself: the version is pinned, and a test holds that the
    browser is told the same.
    """
    setattr(app_session, _look_up.__name__, _populate)
