"""Rules of style for paper, which is white whatever the screen is."""

# Streamlit's light theme with ours over it (.streamlit/config.toml), which a dark page has no other way to know.
LIGHT = {
    "text": "#111111",
    "background": "#ffffff",
    "secondary-background": "#f8f8f7",
    "border": "rgb(17 17 17 / 20%)",
    "primary": "#0e6b67",
    "gray": "#6b7280",
    "blue": "#3b82f6",
    "orange": "#e0682b",
    "violet": "#9b5de5",
    "green": "#079464",
    "red": "#d94a57",
    "green-text": "#0c5a44",
    "red-text": "#9e303b",
}
_COLOURS = " ".join(f"--st-{name}-color: {value};" for name, value in LIGHT.items())

# Pictures are drawn anew before the page is one to print, while it has the class (frontend/live_figure.js).
PRINTED = f"""
@page {{ margin: 12mm; }}
.gradflow-paper .stBidiComponent > div {{ {_COLOURS} }}
@media print {{ /* what there is to see, without what one presses */
  .stBidiComponent > div {{ {_COLOURS} }}
  :root, .stApp {{ color-scheme: light !important; }}
  html, body, .stApp {{ background: #fff !important; }}
  .stApp [class*="st-emotion-cache"]:not(.stProgress *) {{ background: none !important; }}
  .stApp :not(.gradflow-verdict, [class*="st-key-text-verdicts"] *, .stMarkdownColoredText) {{
    color: #000 !important;
  }}
  :is(.stSidebar, .stAppHeader, .st-key-transport, .st-key-remedies, .st-key-presets),
  :is(.st-key-story, .st-key-pages, .st-key-language, .st-key-rule, .st-key-every_map, .st-key-norm),
  .modebar, .st-key-case_filters, .st-key-case_columns > :first-child, .st-key-case_columns .stButton,
  .st-key-views :is([data-testid="stElementContainer"], .stPopover):not(:has(.gradflow-copy)) {{
    display: none !important;
  }}
  :is(.stApp, .stAppViewContainer, .stMain) {{ position: static; overflow: visible; height: auto; }}
  .stMainBlockContainer {{ padding: 0; }}
  .stVerticalBlock:not(.st-key-case_verdict), .stMarkdown :is(th, td, blockquote) {{
    border-color: {LIGHT["border"]} !important;
  }}
  .st-key-status {{ flex-wrap: wrap !important; }}
  .st-key-text-status p {{ white-space: normal !important; }} /* no number is cut off */
  .st-key-case_columns {{ display: block; }}
  .st-key-first, .st-key-pair {{ display: block; }} /* pictures are as broad as they were drawn: below each other */
  .gradflow-figure {{ break-inside: avoid; min-height: 0; }}
}}
"""
