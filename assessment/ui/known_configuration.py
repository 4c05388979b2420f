"""Streamlit's configuration as the browser is told of it, looked up once.

Streamlit tells the browser the whole theme and its settings again at every run of a page, and goes through all of its
options for them: see docs/decisions/0016. The configuration doesn't change while a server runs.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

_look_up_settings = app_session._populate_config_msg
_look_up_theme = app_session._populate_theme_msg


@cache
def _settings() -> Config:
    message = Config()
    _look_up_settings(message)
    return message


@cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _look_up_theme(message, section)
    return message


def _tell_settings(message: Config) -> None:
    message.MergeFrom(_settings())


def _tell_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    message.MergeFrom(_theme(section))


def know_the_configuration() -> None:
    """From now on the settings and each section of the theme are looked up once in this process; called when the
    configuration is read.

    It takes the place of two functions that Streamlit keeps to itself: the version is pinned, and a test holds that the
    browser is told the same.
    """
    setattr(app_session, _look_up_settings.__name__, _tell_settings)
    setattr(app_session, _look_up_theme.__name__, _tell_theme)
