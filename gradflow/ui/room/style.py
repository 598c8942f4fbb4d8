"""The look of a room. On a projector everything is large, and there is nothing but the class."""

import streamlit as st

from gradflow.link import PROJECTOR
from gradflow.ui.style import for_projector

CSS = """
.st-key-room h1 { font-size: 1.9rem; padding: 0; }
.st-key-room_title .stHeading { flex: 1; }
.st-key-room:has(.st-key-pane) h1 { font-size: 1.4rem; }
.st-key-room_head { justify-content: space-between; gap: 0 1rem !important; padding-block: 0.25rem; }
.st-key-room_head > * { width: auto !important; }
/* How long a vote is open is seen wherever one is in its form. */
[data-testid="stLayoutWrapper"]:has(> .st-key-room_head) { position: sticky; top: 2.75rem; z-index: 98; }
:is(.st-key-room, [data-testid="stLayoutWrapper"]:has(> :is(.st-key-room, .st-key-room_head)), .st-key-room_head) {
  background: inherit;
}
.gradflow-qr { width: min(100%, 20rem); border-radius: 8px; display: block; }
.gradflow-address-line { margin: 0.75rem 0 0; font-size: 1.15rem; overflow-wrap: anywhere; }
.gradflow-code { margin: 0; font: 700 2.75rem/1.2 ui-monospace, monospace; letter-spacing: 0.12em; }
.gradflow-go {
  display: inline-block; padding: 0.5rem 1.25rem; border-radius: 0.5rem; background: #0e6b67; color: #fff !important;
  font-weight: 600; text-decoration: none;
}
ul.gradflow-shares li {
  position: relative; display: flex; justify-content: space-between; gap: 1rem; padding: 0.35rem 0.7rem !important;
}
.gradflow-shares .bar {
  position: absolute; inset: 0 auto 0 0; z-index: 0; background: rgb(128 128 128 / 20%); border-radius: 0 4px 4px 0;
}
.gradflow-shares .right .bar { background: rgb(33 145 140 / 32%); }
.gradflow-shares :is(span:not(.bar), strong) { position: relative; font-variant-numeric: tabular-nums; }
.gradflow-shares strong { white-space: nowrap; }
.gradflow-strip { position: relative; margin: 0.5rem; padding: 0.4rem 0; }
.gradflow-strip div {
  position: relative; height: 1.1rem; margin: 0.3rem 0; border-bottom: 2px solid rgb(128 128 128 / 40%);
}
.gradflow-strip div:not(:nth-last-of-type(-n + 2)) { opacity: 0.55; }
.gradflow-strip .ticks { height: 1.4rem; margin: 0; border: 0; opacity: 0.8; font-size: 0.8rem; }
.gradflow-strip .ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.gradflow-strip-key { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0 0.5rem 0.6rem; font-size: 0.85rem; }
.gradflow-strip-key i { display: inline-block; width: 0.9rem; height: 0.7rem; margin-right: 0.35rem; }
.gradflow-strip-key .box { background: rgb(199 92 0 / 35%); }
.gradflow-strip-key :is(.half, .run) { width: 3px; height: 0.9rem; vertical-align: -0.1rem; }
.gradflow-strip-key .half { background: #c75c00; }
.gradflow-strip-key .run { background: #21918c; }
.gradflow-strip .box { position: absolute; inset: 0 auto 2px 0; border-radius: 3px; background: rgb(199 92 0 / 35%); }
.gradflow-strip .half { position: absolute; top: 0; bottom: 2px; width: 3px; background: #c75c00; }
.gradflow-strip .run { position: absolute; inset: 0 auto 0 0; width: 3px; background: #21918c; }
/* All are on the screen: as many in a row as gradflow/ui/room/wall/shown.py says, and the rows share the height. */
.gradflow-wall {
  display: grid; grid-template-columns: repeat(var(--across), minmax(0, 1fr)); grid-auto-rows: minmax(0, 1fr);
  gap: 0.5rem 0.75rem; height: calc(100vh - 10.5rem); min-height: 16rem; /* what the class does stands below */
}
.gradflow-wall figure { display: flex; flex-flow: column; min-height: 0; margin: 0; container-type: inline-size; }
.gradflow-wall a { flex: 1; min-height: 0; }
.gradflow-wall :is(img, i) {
  display: block; width: 100%; height: 100%; image-rendering: pixelated; border-radius: 3px;
  background: rgb(128 128 128 / 20%);
}
.gradflow-wall.picked { --across: 2; grid-auto-rows: auto; gap: 1.25rem; height: auto; }
.gradflow-wall.picked figure {
  container-type: normal; display: grid;
  grid-template: "loss map" 1fr "input map" auto "said said" auto / auto minmax(0, 1fr); gap: 0 0.5rem;
}
.gradflow-wall.picked figure:only-child { grid-column: 1 / -1; }
.gradflow-wall.picked a { grid-area: map; }
.gradflow-wall.picked .loss { grid-area: loss; }
.gradflow-wall.picked .input { grid-area: input; }
.gradflow-wall.picked :is(img, i) { height: 50vh; }
.gradflow-wall.picked:has(> :nth-child(3)) :is(img, i) { height: 24vh; }
.gradflow-wall figcaption { margin-top: 0.2rem; font-size: clamp(0.65rem, 7cqi, 1.2rem); line-height: 1.25; }
.gradflow-wall small { font-size: 0.9em; }
.gradflow-wall figcaption > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.gradflow-wall.picked figcaption { grid-area: said; font-size: 1.05rem; }
.st-key-lesson_runs { gap: 0.25rem; }
.st-key-lesson_runs .gradflow-figure { --tall: 210px; min-height: var(--tall); }
.gradflow-wall.picked figcaption > * { white-space: normal; }
.st-key-pane { max-width: 46rem; }
.st-key-pane h2 { font-size: 1.25rem; padding: 0 0 0.25rem; }
.st-key-pane h3 { padding: 0; }
.st-key-pane [data-testid="stHorizontalBlock"] { row-gap: 0.5rem; }
@media (max-width: 640px) { .st-key-pane :is(.stButton, .stDownloadButton) button { min-height: 2.75rem; } }
"""
LARGE = """
.gradflow-pulse { font-size: 1.5rem; }
.st-key-room .stColumn:first-child > * { zoom: var(--fit, 1); } /* frontend/fit.js */
.st-key-room .stColumn[data-wide] { flex: 4 1 0 !important; }
.st-key-room .stColumn[data-wide] + .stColumn { flex: 3 1 0 !important; }
.st-key-room .gradflow-sketch { --tall: 270px !important; }
/* On a low projector a run's pictures have the letters of a page: then all of them are in sight, to the last axis. */
@media (max-height: 999px) {
  .st-key-room .st-key-lesson_run .gradflow-figure { zoom: 1; }
  .st-key-room .st-key-lesson_run .st-key-first .gradflow-figure { --tall: 250px; }
  .st-key-room .st-key-lesson_run .st-key-pair .gradflow-figure { --tall: 250px; }
  .st-key-room .gradflow-sketch.gradflow-sketch { --tall: 190px !important; }
}
.st-key-lesson_runs p { margin: 0; }
@media (min-height: 1000px) { .st-key-lesson_runs .gradflow-figure { --tall: 270px; } }
.st-key-lesson_runs:has(.st-key-run_3) .gradflow-figure { --tall: 135px; } /* all of them are in sight */
.gradflow-code { font-size: 3.25rem; }
.st-key-room h2 { font-size: 1.5rem !important; }
"""
QUIET = """
.st-key-pages, [data-testid="stTopNavLinkContainer"], [data-testid="stExpandSidebarButton"] {
  display: none !important;
}
"""


def style(screen: str) -> None:
    """screen: of a session, "" before one has joined."""
    if screen == PROJECTOR:
        for_projector()
    st.html(f"<style>{CSS}{LARGE if screen == PROJECTOR else QUIET if screen else ''}</style>")
