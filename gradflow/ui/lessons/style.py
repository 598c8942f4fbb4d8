"""The look of the lessons' page."""

import streamlit as st

CSS = """
.st-key-lessons { gap: 0.6rem; }
.st-key-lessons h1 { font-size: 1.9rem; padding: 0; }
.st-key-lessons h2 { font-size: 1.4rem; padding: 0 0 0.35rem; line-height: 1.25; }
.st-key-lessons h3 { font-size: 1.15rem; padding: 0 0 0.35rem; }
.st-key-lessons .stMarkdown p { line-height: 1.5; }
.st-key-lessons [data-testid="stForm"] { padding: 0; }
.st-key-lessons [data-testid="stHorizontalBlock"] { row-gap: 0.5rem; }
.st-key-lessons [data-testid^="stBaseButton-primary"] { /* white on the light green of dark is hard to read */
  border-color: #0e6b67; background: #0e6b67; color: #fff;
}
.st-key-lesson_head { min-height: 2.5rem; flex-wrap: nowrap; }
.st-key-lesson_head .stProgress { min-width: 3rem; }
.st-key-lesson_head p { white-space: nowrap; }
.st-key-shelf { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); gap: 1rem; }
.st-key-shelf > * { height: 100%; }
.st-key-lesson_words { max-width: 44rem; }
.st-key-lessons_title .stHeading { flex: 1; }
.st-key-lesson_run { gap: 0.25rem; }
.st-key-lesson_run .st-key-first { grid-template-columns: minmax(0, 1fr); }
.st-key-lesson_run .st-key-first .gradflow-figure { --tall: 235px; min-height: var(--tall); }
.st-key-lesson_run .st-key-pair { grid-template-columns: minmax(0, 1fr); }
.st-key-lesson_run .st-key-pair .gradflow-figure { --tall: 240px; min-height: var(--tall); }
.st-key-paper { max-width: 50rem; }
@media print { .st-key-paper_ways { display: none; } }
@media (min-height: 860px) {
  .st-key-lesson_run .st-key-first .gradflow-figure { --tall: 300px; }
  .st-key-lesson_run .st-key-pair .gradflow-figure { --tall: 280px; }
}
.gradflow-network {
  display: grid; grid-template-columns: auto 1fr auto; gap: 0.3rem 0.75rem; align-items: center; font-size: 0.875rem;
}
.gradflow-network > * { grid-row: 2; }
.gradflow-network :is(.up, .down) { grid-column: 2; text-align: center; }
.gradflow-network .up { grid-row: 1; }
.gradflow-network .down { grid-row: 3; }
.gradflow-network .up::after { content: " ⟶"; }
.gradflow-network .down::before { content: "⟵ "; }
.gradflow-network .down { font-weight: 600; }
.gradflow-network .layers { position: relative; display: flex; gap: 4px; height: 3.5rem; margin-bottom: 1.1rem; }
.gradflow-network i { flex: 1; border-radius: 3px; background: rgb(128 128 128 / 28%); }
.gradflow-network small { position: absolute; bottom: -1.25rem; left: 0; }
.gradflow-network small:last-child { left: auto; right: 0; }
dl.gradflow-setting {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 0.5rem 1.25rem;
  margin: 0.5rem 0 0; padding: 0;
}
.gradflow-setting :is(div, dt, dd) { margin: 0 !important; padding: 0 !important; }
.gradflow-setting dt { font-size: 0.8125rem; opacity: 0.85; }
.gradflow-setting dd { margin: 0; font-weight: 600; }
.gradflow-setting .changed { padding-left: 0.6rem !important; border-left: 3px solid #21918c; }
.gradflow-scale { position: relative; height: 4.25rem; margin: 0.25rem 0.5rem 0; font-size: 0.9rem; }
.gradflow-scale::before {
  content: ""; position: absolute; top: 50%; left: 0; right: 0; border-top: 2px solid rgb(128 128 128 / 50%);
}
.gradflow-scale span { position: absolute; top: 50%; transform: translate(-50%, -50%); white-space: nowrap; }
.gradflow-scale .right {
  height: 0.7rem; border-radius: 0.4rem; background: rgb(33 145 140 / 40%); transform: translate(0, -50%);
}
.gradflow-scale .run:not(.text) { width: 0.9rem; height: 0.9rem; border-radius: 50%; background: #21918c; }
.gradflow-scale .you:not(.text) { width: 0.3rem; height: 1.4rem; border-radius: 2px; background: #c75c00; }
.gradflow-scale .text { font-weight: 600; }
.gradflow-scale .you.text { top: 0.6rem; }
.gradflow-scale .run.text { top: 3.6rem; }
.gradflow-scale .start { transform: translate(-0.4rem, -50%); }
.gradflow-scale .end { transform: translate(calc(-100% + 0.4rem), -50%); }
.gradflow-verdict {
  display: inline-block; margin: 0; padding: 0.1rem 0.9rem; border-radius: 1rem; color: #fff; font-weight: 600;
  background: #6b6b68;
}
.gradflow-verdict.right { background: #0e6b67; }
ul:is(.gradflow-options, .gradflow-rules) { margin: 0 !important; padding: 0 !important; list-style: none; }
:is(.gradflow-options, .gradflow-rules) li { margin: 0 0 0.25rem !important; padding: 0 0 0 0.7rem !important; }
.gradflow-options li { border-left: 3px solid rgb(128 128 128 / 35%); }
.gradflow-options .right { border-color: #21918c; }
.gradflow-options .wrong { border-color: #c75c00; }
.gradflow-options b { font-size: 0.875rem; }
.gradflow-rules li { padding-left: 0 !important; font-size: 0.9375rem; }
@media (max-width: 640px) {
  .st-key-lesson_head { flex-wrap: wrap; }
  .st-key-lesson_head .stProgress { display: none; }
  .st-key-shelf { grid-template-columns: minmax(0, 1fr); }
  .st-key-lessons .stRadio label, .st-key-lessons button { min-height: 2.5rem; }
}
@media print { .st-key-lesson_head, .st-key-lesson_ways, .gradflow-lessons { display: none !important; } }
"""


def style() -> None:
    st.html(f"<style>{CSS}</style>")
