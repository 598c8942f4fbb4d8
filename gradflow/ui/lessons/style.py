"""The look of the lessons' page."""

from functools import cache

import streamlit as st

from gradflow.ui.streamlit_internals.component_assets import PACKAGE

CSS = """
.st-key-lessons { gap: 0.6rem; }
.st-key-lessons h1 { font-size: 1.9rem; padding: 0; }
.st-key-lessons .stColumn h1 { font-size: 1.4rem; }
.st-key-lessons h2 { font-size: 1.4rem; padding: 0 0 0.35rem; line-height: 1.25; }
.st-key-lessons h3 { font-size: 1.15rem; padding: 0 0 0.35rem; }
.st-key-lessons .stMarkdown p { line-height: 1.5; }
.st-key-lessons [data-testid="stForm"] { padding: 0; }
/* As large as the text around it, and in one piece. */
.st-key-lessons .katex-display { padding-top: 0.3em; } /* or a transpose's bar is cut off */
.st-key-lessons .stMarkdown .katex:not(.katex-display > *) { font-size: 1.05em; white-space: nowrap; }
.st-key-lessons .stAlertContainer { padding: 0.4rem 0.75rem; }
.st-key-lessons .stMarkdown blockquote { margin: 0 0 0.5rem; }
.st-key-answer_field .stRadio > label p { font-size: 1rem; line-height: 1.5; } /* the question, as elsewhere */
.st-key-lessons [tabindex="-1"]:focus { outline: none; } /* led to, not chosen (frontend/focus.js) */
.st-key-lessons [data-testid="stHorizontalBlock"] { row-gap: 0.5rem; }
.st-key-lessons [data-testid^="stBaseButton-primary"] { /* white on the light green of dark is hard to read */
  border-color: #0e6b67; background: #0e6b67; color: #fff;
}
[data-testid="stForm"]:has(.st-key-answer_field input:checked) .st-key-refused_answer,
[data-testid="stForm"]:has(.st-key-answer_field input[type="number"]:not(:placeholder-shown)) .st-key-refused_answer,
[data-testid="stForm"]:has(.st-key-sure_field input:checked) .st-key-refused_sure { display: none; }
.st-key-lesson_head { min-height: 2.5rem; flex-wrap: nowrap; }
.st-key-lesson_head .stProgress { min-width: 3rem; }
.st-key-lesson_head h1 { margin: 0; font-size: 1rem; font-weight: 600; line-height: 1.5; }
.st-key-lesson_head :is(h1, p) { white-space: nowrap; }
.st-key-shelf { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); gap: 1rem; }
.st-key-shelf > * { height: 100%; }
.st-key-shelf [class*="st-key-lesson_"] > :last-child { margin-top: auto; } /* at one height in a row */
.st-key-lesson_words { max-width: 44rem; }
.st-key-lessons_title .stHeading { flex: 1; }
.st-key-lesson_run { gap: 0.25rem; }
.st-key-lesson_run .st-key-first { grid-template-columns: minmax(0, 1fr); }
.st-key-lesson_run .st-key-first .gradflow-figure { --tall: 235px; min-height: var(--tall); }
.st-key-lesson_run .st-key-pair { grid-template-columns: minmax(0, 1fr); }
.st-key-lesson_run .st-key-pair .gradflow-figure { --tall: 240px; min-height: var(--tall); }
.st-key-paper { max-width: 50rem; }
@media print {
  .st-key-paper_ways { display: none; }
  .st-key-paper :is(h2, h3) { break-after: avoid; }
  .st-key-paper :is(p, li, tr, blockquote) { break-inside: avoid; }
  .st-key-paper blockquote { break-before: avoid; }
  .st-key-paper :is(p:has(+ ul), blockquote:has(+ p)) { break-after: avoid; }
}
@media (min-width: 641px) { .stMainBlockContainer:has(.st-key-lessons) { padding-bottom: 1rem; } }
/* Beside the sentence of a run, and the formula below its maps, there is less room. */
@media (max-height: 859px) and (min-width: 641px) {
  .st-key-lesson_trial:has(.st-key-text-formula) .st-key-first .gradflow-figure.gradflow-figure { --tall: 210px; }
  .st-key-lesson_trial:has(.st-key-text-formula) .st-key-pair .gradflow-figure.gradflow-figure { --tall: 200px; }
}
@media (min-height: 860px) {
  .st-key-lesson_run .st-key-first .gradflow-figure { --tall: 300px; }
  .st-key-lesson_run .st-key-pair .gradflow-figure { --tall: 280px; }
}
@media (max-width: 640px) {
  .st-key-lessons .katex-display > .katex { white-space: normal; } /* what is too long goes on below */
  .st-key-lesson_head { flex-wrap: wrap; }
  .st-key-lesson_head .stProgress { display: none; }
  .st-key-shelf { grid-template-columns: minmax(0, 1fr); }
  .st-key-lesson_run .st-key-first .gradflow-figure { --tall: 340px; min-height: 240px; } /* in two parts */
  /* What is said, then the pictures, then the ways on. */
  .st-key-lessons .stHorizontalBlock:has(> .stColumn) { display: flex; flex-flow: column; }
  .st-key-lessons :is(.stColumn, .stColumn > div, .stColumn > div > .stVerticalBlock) { display: contents; }
  .st-key-lessons .stColumn:last-child > div > .stVerticalBlock > *,
  .st-key-lessons .stColumn:last-child > .stVerticalBlock > * { order: 2; }
  /* The ways on stay at the thumb, however long the page is. */
  .st-key-lessons [data-testid="stLayoutWrapper"]:has(> .st-key-lesson_ways) {
    order: 3; position: sticky; bottom: 3rem; z-index: 98; padding-block: 0.5rem;
  }
  :is([data-testid="stLayoutWrapper"], .stVerticalBlock, .stHorizontalBlock, .stColumn, .stColumn > div):has(
  .st-key-lesson_ways), .st-key-lesson_ways { background: inherit; }
  .st-key-lessons .stRadio label, .st-key-lessons button { min-height: 2.75rem; }
  .st-key-sure_field [role="radiogroup"] {
    display: grid; grid-template-columns: repeat(3, auto); gap: 0 0.5rem;
  }
}
@media print {
  :is(.st-key-lesson_head, .gradflow-lessons), .st-key-lessons :is(.stButton, .stDownloadButton) {
    display: none !important;
  }
  /* The pictures below the text, both as wide as the paper. */
  .st-key-lessons .stHorizontalBlock:has(> .stColumn) { display: block; }
  .st-key-lessons .stColumn { width: auto !important; }
  .st-key-shelf > * { break-inside: avoid; }
  .st-key-shelf [data-testid="stMarkdownContainer"]:has(a) { display: none; } /* ways on */
}
"""


def style() -> None:
    st.html(f"<style>{_parts()}{CSS}</style>")


@cache
def _parts() -> str:
    """What a lesson's page without a server looks like too."""
    return (PACKAGE / "ui" / "frontend" / "lesson_parts.css").read_text(encoding="utf-8")
