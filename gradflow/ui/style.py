"""The icon, and the few rules of style that Streamlit's theme has no option for."""

import streamlit as st

# Bars that shrink from right to left, as the signal does. An icon of Streamlit's would come from the internet.
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#21918c">
<rect x="1" y="13" width="3" height="2"/>
<rect x="6" y="9" width="3" height="6"/>
<rect x="11" y="1" width="3" height="14"/>
</g></svg>"""

CSS = """
.stAppHeader { height: 2.75rem; min-height: 2.75rem; background: transparent; }
.stMainBlockContainer { padding: 3.25rem 2.5rem 2rem; }
.stMain .stVerticalBlock { gap: 0.75rem; }
/* The verdict moves with the pictures but belongs above the controls, which must not be drawn at every frame. */
.st-key-stage :is(.stVerticalBlock, [data-testid="stLayoutWrapper"]):has(.st-key-verdict) { display: contents; }
.st-key-verdict { order: -1; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-views) { order: 1; }
.st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-pair) { order: 2; }
.stMultiSelect [data-tag] { background: rgb(128 128 128 / 25%); } /* in dark Streamlit writes white on a light green */
.stMultiSelect :is([data-tag], [data-tag] *) { color: inherit; }
.st-key-pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.st-key-pair > :not(:has(.gradflow-figure)) { grid-column: 1 / -1; }
/* Streamlit fades what waits for its next frame, on a busy server every headline. */
.stMain [data-stale="true"] { opacity: 1 !important; transition: none !important; }
.stMain:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
.st-key-verdict { min-height: 6.2rem; justify-content: flex-end; }
.st-key-verdict > .stElementContainer [data-testid="stMarkdownContainer"] p { font-size: 1.2rem; line-height: 1.4; }
.st-key-counted { min-height: 3.4rem; justify-content: flex-end; }
.st-key-counted [data-testid="stMarkdownContainer"] p { font-size: 1.2rem; line-height: 1.4; }
.st-key-walked { min-height: 3.2rem; } /* two lines: the pictures below stay where they are */
.stSidebar [data-testid="stSidebarHeader"] { height: 2.75rem; }
.stSidebar .stVerticalBlock { gap: 0.5rem; }
.stSidebar [data-testid="stExpanderDetails"] { padding-top: 0.25rem; }
.st-key-own_file [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
.st-key-own_file [data-testid="stFileUploaderDropzone"] [data-testid="stMarkdownContainer"] p { font-size: 0; }
.st-key-own_file [data-testid="stFileUploaderDropzone"] [data-testid="stMarkdownContainer"] p::after {
  content: var(--browse); font-size: 0.875rem;
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.25rem 1rem 2rem; }
  .st-key-pair { grid-template-columns: minmax(0, 1fr); }
  .st-key-transport button kbd { display: none; }
  .st-key-walked { min-height: 6.4rem; }
  .st-key-views [role="radiogroup"] { gap: 0.25rem; } /* the names wrap: each has all of its edges */
  .st-key-views [role="radio"] { margin: 0; border-radius: 0.5rem; }
  .st-key-views [aria-checked="false"] { border: 1px solid rgb(128 128 128 / 40%) !important; }
  /* A finger needs 40 pixels: what is drawn smaller gets a larger area around it. */
  .stButtonGroup button, .stCheckbox label, .stExpander summary, .stNumberInput input { min-height: 2.5rem; }
  .stAppHeader button, [data-testid="stSidebarHeader"] button { min-width: 2.5rem; min-height: 2.5rem; }
  .stTooltipIcon button { position: relative; }
  .stTooltipIcon button::after, .stSlider [role="group"] div:has(> div > input)::before {
    content: ""; position: absolute; inset: -12px;
  }
}
"""


def style() -> None:
    st.html(f"<style>{CSS}</style>")
