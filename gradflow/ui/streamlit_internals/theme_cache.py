"""Theme cache: Streamlit reads all of its settings for every frame of every session, here once.

Stands in for: a theme that Streamlit reads once itself. Read in Streamlit 1.67.0:
`app_session._populate_theme_msg`, and the message `CustomThemeConfig` it fills in.
"""

from functools import cache, wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def cache_theme() -> None:
    """A seventh of what the server does for a class would else be looking for settings that do not change.

    Price: an edit of the theme in .streamlit/config.toml shows after a restart.
    """
    read = app_session._populate_theme_msg
    if hasattr(read, "__wrapped__"):
        return  # it does already

    @cache
    def remembered(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        read(theme, section)
        return theme

    @wraps(read)
    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if (theme := remembered(section)).ByteSize():
            msg.MergeFrom(theme)

    app_session._populate_theme_msg = populate
