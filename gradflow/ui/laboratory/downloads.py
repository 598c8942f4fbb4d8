"""Downloads: the numbers on show, the experiment, and a program that makes the numbers again."""

import streamlit as st

from gradflow.export import script, to_json
from gradflow.figures.frame import for_file, frame
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession


def downloads(session: LabSession, words: Words) -> None:
    """A button that opens three more. What they hand out is made when one is clicked."""

    def numbers() -> str:
        trace = session.server.runs.get(session.experiment).upto(session.playback.step)
        return for_file(frame(trace)).to_csv(index=False)

    name = session.file_name
    offers = {
        "numbers": (numbers, f"{name}.csv", "text/csv", "table"),
        "experiment": (lambda: to_json(session.experiment), f"{name}.json", "application/json", "tune"),
        "script": (lambda: script(session.experiment), f"{name}.py", "text/x-python", "code"),
    }
    with st.popover(
        words("downloads.title"), icon=":material/download:", help=words("downloads.help"), key="downloads"
    ):
        for what, (data, file, mime, icon) in offers.items():
            st.download_button(
                words(f"downloads.{what}"),
                data,
                file_name=file,
                mime=mime,
                icon=f":material/{icon}:",
                help=words(f"downloads.{what}_help"),
                key=f"downloads.{what}",
                on_click="ignore",
                width="stretch",
            )
