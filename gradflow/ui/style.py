"""The few rules of style that Streamlit's theme has no option for."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.first_paint import STYLED
from gradflow.ui.narrow import NARROW
from gradflow.ui.paper import PRINTED
from gradflow.ui.tablet import TABLET

CSS = """
/* Chinese stresses a word by dots, and has no italics. */
/* Of Chinese type there is a bold and nothing before it, so digits beside it are as bold. */
:lang(zh) :is(strong, b, h1, h2, h3, h4, th, dd, .gradflow-pulse, .gradflow-verdict) { font-weight: 700 !important; }
:lang(zh) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
:lang(zh) [class*="st-key-text-verdicts"] em { text-emphasis: none; } /* there it is a colour */
.stAppHeader { height: 2.75rem; min-height: 2.75rem; }
/* What stays while the page scrolls has the page's own background, which no variable of Streamlit's tells. */
:is(.stAppViewContainer, .stAppViewContainer > div, .stAppHeader, .stMain, .stMainBlockContainer,
.stMainBlockContainer > .stVerticalBlock, [data-testid="stLayoutWrapper"]:has(> :is(.st-key-pages, .st-key-stage)),
.st-key-stage) { background: inherit; }
.stMainBlockContainer { padding: 3.25rem 2.5rem 2rem; }
.stMain .stVerticalBlock { gap: 0.75rem; }
/* Tab goes through the controls first; to the eye the pictures stand above them. */
.st-key-stage :is(.stVerticalBlock, [data-testid="stLayoutWrapper"]):has(.st-key-verdict) { display: contents; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-head) { order: -3; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-first) { order: -2; }
.st-key-verdict { order: -1; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-remedies) { order: 0; }
.st-key-stage > .st-key-transport { order: 1; position: sticky; bottom: 0; z-index: 98; background: inherit; }
.stMain { scroll-padding: 3.25rem 0 4rem; } /* what has the focus is behind neither this nor the header */
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-views) { order: 2; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> :is(.st-key-pair, .st-key-notes)) { order: 3; }
.st-key-stage, .st-key-verdict, .st-key-head { gap: 0.5rem !important; }
.st-key-asked { min-height: 2.25rem; flex-wrap: nowrap; }
.st-key-asked h1 { padding: 0; font-size: 1.35rem; line-height: 1.3; font-weight: 600; }
.st-key-story { min-height: 2.3rem; }
.st-key-repairing { gap: 0.25rem; }
.st-key-repair_name h1 { padding-bottom: 0.25rem; }
.st-key-repair_symptom { flex-wrap: nowrap; }
.st-key-repairing p { line-height: 1.35; margin-bottom: 0.25rem; }
.st-key-story p { line-height: 1.3; }
.st-key-story .stHorizontalBlock { flex-wrap: nowrap; }
.st-key-pages { display: none; }
[data-testid="stLayoutWrapper"]:has(> .st-key-brief) { display: none; }
/* At 1280 all pages have room in the bar, and what has the focus of a keyboard is seen. */
@media (max-width: 1360px) { .stAppHeader [data-testid="stTopNavLink"] { padding-inline: 0.3rem; } }
:is(.stAppHeader, .stMain) a:focus-visible, .stSelectbox :is([role="group"], div):has(> input:focus-visible) {
  outline: 2px solid currentColor; outline-offset: 2px;
}
[data-testid="stExpandSidebarButton"]::after { margin: 0 0.5rem 0 0.25rem; font-size: 0.875rem; white-space: nowrap; }
.st-key-first {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(240px, 22%); gap: 0 1.25rem;
}
.st-key-first .gradflow-figure { --tall: 350px; min-height: var(--tall); }
@media (max-height: 790px) { .st-key-first .gradflow-figure { --tall: 310px; } }
@media (min-height: 860px) { .st-key-first .gradflow-figure { --tall: 430px; } }
@media (min-width: 641px) { .st-key-maps_below { display: none !important; } } /* only a phone has two parts of it */
.st-key-norm { margin-left: auto; }
/* Until a picture is there, its place: of the network, the tracks of its layers. */
.gradflow-figure:not([data-frame])::before {
  content: ""; position: absolute; inset: 42px 12px 44px 46px; border-radius: 4px; opacity: 0.6;
  background: var(--st-secondary-background-color, transparent);
}
.st-key-maps .gradflow-figure:not([data-frame])::before {
  --track: var(--st-secondary-background-color, transparent); background: none; background-size: 42% 5%, 100% 100%;
  background-image: linear-gradient(var(--st-background-color, Canvas) 40%, transparent 0),
    linear-gradient(90deg, var(--track) 36%, transparent 0 42%, var(--track) 0);
  background-repeat: repeat-y, no-repeat;
}
/* Sentences have their room before they come: nothing below them moves. */
.st-key-status { min-height: 2.5rem; column-gap: 0.5rem !important; }
:where(.st-key-stage:has(.st-key-first)) .st-key-status { flex-wrap: nowrap; overflow-x: auto; }
.st-key-text-status { min-width: 0; }
.st-key-status .st-key-text-status { flex-shrink: 1; } /* it gives way, before the button at the end is cut off */
.st-key-stage:has(.st-key-first) .st-key-text-status p {
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
.st-key-text-headline { min-height: 2.9rem; }
.st-key-text-effect { min-height: var(--after); }
.st-key-text-effect p { font-size: 0.9rem; } /* Streamlit says one of each paragraph */
/* What may help shares the room of the sentence about a change, which is there before either: nothing moves. */
.st-key-after { --after: 2.65rem; }
.st-key-after:has(.st-key-helps) {
  flex-flow: row nowrap !important; align-items: center; overflow: hidden;
  height: var(--after); min-height: var(--after); max-height: var(--after);
}
.st-key-after:has(.st-key-helps) > * { flex: 0 1 auto; width: auto; min-width: 0; }
.st-key-after:has(.st-key-helps) > .st-key-text-effect {
  flex: 1 1 0; min-height: 0; max-height: var(--after); overflow-y: auto;
}
.st-key-after > .st-key-text-effect:has(+ * .st-key-helps) p { font-size: 0.8rem; line-height: 1.1; }
.st-key-after:has(.st-key-helps) > .st-key-text-effect:has(.gradflow-text:empty) { display: none !important; }
.st-key-helps { flex-wrap: nowrap !important; overflow-x: auto; gap: 0.5rem !important; padding: 0.2rem; }
.st-key-helps > * { flex: none !important; width: auto !important; }
.st-key-helps :is(p, button) { font-size: 0.8125rem; }
.st-key-helps button { min-height: 2rem; padding: 0 0.6rem; }
.st-key-stage:has(.st-key-repairing) .st-key-text-effect:has(.gradflow-text:empty) { min-height: 0; }
@media (max-width: 1300px) {
  .st-key-text-status p { font-size: 0.875rem; }
  .st-key-text-headline p { font-size: 0.9375rem; } /* two lines of whatever it says */
  .st-key-status [class*="st-key-text-verdicts"] .gradflow-text :is(strong, em, code) { padding-inline: 0.7rem; }
}
@media (max-width: 1480px) { /* beside the settings there is less room */
  .stApp:has(.stSidebar[data-collapsed="false"]) .st-key-status { flex-wrap: wrap; min-height: 5rem; }
}
/* What is out of sight is out of reach of Tab, with the buttons of help that Streamlit makes visible again. */
.stSidebar[data-collapsed="true"], .stSidebar[data-collapsed="true"] * { visibility: hidden !important; }
:is(.st-key-text-question, .st-key-text-headline, .st-key-text-effect) { display: block !important; }
.st-key-text-headline .gradflow-text, .st-key-text-effect .gradflow-text { line-height: 1.4; }
[class*="st-key-text-verdicts"] .gradflow-text { white-space: nowrap; }
[class*="st-key-text-verdicts"] .gradflow-text :is(strong, em, code) {
  display: inline-block; margin-right: 0.5rem; padding: 0.1rem 0.9rem; border-radius: 1rem;
  font: 600 0.95rem/1.5 var(--st-font); color: #fff; background: #6b6b68;
}
[class*="st-key-text-verdicts"] .gradflow-text strong { background: #542788; }
[class*="st-key-text-verdicts"] .gradflow-text em { background: #0e6b67; font-style: normal; }
.stMultiSelect [data-tag] { background: rgb(128 128 128 / 25%); } /* in dark Streamlit writes white on a light green */
.stMultiSelect :is([data-tag], [data-tag] *) { color: inherit; }
.stMain [data-testid="stCaptionContainer"] a { color: inherit; } /* faded, the links' own colour is hard to read */
.st-key-pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.st-key-pair > :not(:has(.gradflow-figure)) { grid-column: 1 / -1; }
/* Streamlit fades what a run of the page has not come to yet, on a busy server every headline. */
.stMain [data-stale="true"] { opacity: 1 !important; transition: none !important; }
.stMain:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
.st-key-counted .gradflow-text p { font-size: 1.2rem; line-height: 1.4; }
.stElementContainer:has(:is(.gradflow-text:empty, .gradflow-address, .gradflow-kept)) { display: none; } /* no room */
.stElementContainer:has(.gradflow-page-name) { position: absolute; clip-path: inset(50%); }
[data-testid="stLayoutWrapper"]:has(> .st-key-notes .gradflow-text:empty) {
  display: none;
}
.st-key-notes .gradflow-text :is(p, li) { font-size: 0.875rem; opacity: 0.85; }
.st-key-counted { min-height: 3.4rem; justify-content: flex-end; }
.st-key-walked { min-height: 3.2rem; } /* two lines: the pictures below stay where they are */
.stSidebar [data-testid="stSidebarHeader"] { height: 2.75rem; }
[data-testid="stSidebarCollapseButton"] { visibility: visible !important; } /* not only to a mouse */
.stSidebar .stVerticalBlock { gap: 0.5rem; }
.stSidebar [data-testid="stExpanderDetails"] { padding-top: 0.25rem; }
[class*="st-key-own_"] [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[class*="st-key-own_"] [data-testid="stFileUploaderDropzone"] [data-testid="stMarkdownContainer"] p { font-size: 0; }
[class*="st-key-own_"] [data-testid="stFileUploaderDropzone"] [data-testid="stMarkdownContainer"] p::after {
  content: var(--browse); font-size: 0.875rem;
}
.st-key-glossary { max-width: 54rem; gap: 0.5rem; }
:is(.st-key-glossary, .st-key-repair_shop) h1 { font-size: 1.9rem; }
.st-key-glossary h2 { font-size: 1.35rem; padding: 1.25rem 0 0; }
.st-key-glossary h3 { font-size: 1.05rem; padding: 0.75rem 0 0; }
.st-key-repair_shop h3 { font-size: 1.15rem; padding: 0 0 0.25rem; }
.st-key-repair_cards > div > div { height: 100%; }
.st-key-repair_cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); }
.st-key-asked_for h2 { padding: 0; }
.st-key-cases h1 { font-size: 1.9rem; padding: 0; }
.st-key-case_filters { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; max-width: 70rem; }
.st-key-case_columns { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 2rem; }
.st-key-case_names { max-height: calc(100vh - 18rem); min-height: 14rem; overflow-y: auto; }
.st-key-case_names [role="radiogroup"] { gap: 0.5rem; }
.st-key-case { max-width: 46rem; }
.st-key-case h2 { font-size: 1.4rem; line-height: 1.35; padding: 0 0 0.5rem; }
.st-key-case_verdict strong { font-size: 1.2rem; }
.st-key-case_verdict { border-left: 4px solid #21918c; padding-left: 1rem; }
"""


# What is measured in the page's own letters grows with them: to be read from the last row, at 1280 × 800, and where a
# projector has more pixels as large a part of it.
PROJECTED = """
html { font-size: max(21px, min(1.64vw, 2.63vh)) !important; }
.stAppHeader, .stSidebar, .st-key-pages, .st-key-language { display: none !important; }
.stMainBlockContainer { padding: 0.75rem 1.5rem; }
.gradflow-figure, .gradflow-sketch { zoom: 1.4; } /* letters in a picture are in px */
.gradflow-sketch .legend { font-size: 0.7rem; }
.st-key-first:not(.st-key-lesson_run *) .gradflow-figure { --tall: 310px; } /* what would help is in sight */
"""


def for_projector() -> None:
    """Large, and nothing but what there is to see; to be drawn by a page."""
    st.html(f"<style>{PROJECTED}</style>")


def style(words: Words, settings: bool) -> None:
    """What the sidebar holds, settings or the choice of language alone, is written beside the button that opens it,
    which says nothing of its own."""
    held = words("first.settings" if settings else "app.language")
    named = f"[data-testid='stExpandSidebarButton']::after {{ content: '{held}' }}"
    st.html(f"<style>{STYLED}{CSS}{TABLET}{NARROW}{PRINTED}{named}</style>")
