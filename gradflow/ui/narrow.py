"""Rules of style for a phone's screen."""

NARROW = """
@media (max-width: 640px) {
  .st-key-case_filters { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
  .st-key-case_columns { grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .st-key-case [data-testid="stMarkdownContainer"] table { display: block; overflow-x: auto; }
  .st-key-case td:first-child { min-width: 9rem; }
  .st-key-case :is(th, td) { min-width: 4.5rem; word-break: normal; overflow-wrap: normal; }
  .st-key-case_names { max-height: 11rem; min-height: 0; }
  .stMainBlockContainer { padding: 3.25rem 1rem 5rem; }
  /* However much of a link is refused, the verdict below it stays above the bar of play. */
  .st-key-of_link { display: block; flex: none; max-height: 16rem; overflow-y: auto; }
  .st-key-of_link > * + * { margin-top: 0.5rem; }
  /* The network is the first thing; where it started from, its story and the language come after the controls. */
  .st-key-head, .st-key-asked, .st-key-stage [data-testid="stLayoutWrapper"]:has(> :is(.st-key-head, .st-key-asked)) {
    display: contents;
  }
  .st-key-stage .st-key-text-question { order: -3; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-brief) { display: block; order: -3; flex: none; }
  .st-key-status .st-key-text-verdicts { display: none; } /* it stands below the question */
  :is(.st-key-maps, .st-key-maps_below) .gradflow-figure { --tall: 264px; min-height: 244px; }
  .st-key-maps .modebar-container { display: none; } /* the maps have one, below */
  .st-key-maps .gradflow-figure:not([data-frame])::before {
    inset: 42px 100px auto 42px; height: 190px; background-size: 100% 5%, 100% 100%;
    background-image: linear-gradient(var(--st-background-color, Canvas) 40%, transparent 0),
      linear-gradient(var(--track), var(--track));
  }
  /* The network, why it is called so, what would help: all on the first screen. Then what a change did, what the
  network answers, how far it is, the maps. The bar of play is the last of them, so it stays at the thumb. */
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-first), .st-key-first,
  .st-key-stage:has(.st-key-first) .st-key-verdict { display: contents !important; }
  .st-key-first > * { order: 1; }
  .st-key-first > :first-child, .st-key-stage:has(.st-key-first) .st-key-text-headline { order: -2; }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-remedies) { order: -1; }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-after) { order: 0; }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> .st-key-status) { order: 1; }
  .st-key-first > .st-key-maps_below { order: 2; }
  .st-key-stage > .st-key-transport { order: 3; }
  .st-key-remedies {
    display: grid; grid-template-columns: repeat(3, max-content); overflow-x: auto; gap: 1.25rem 0.5rem;
    padding-top: 1rem; margin-top: -0.75rem; /* what is cut off here would be out of a finger's reach */
  }
  .st-key-remedies > * { width: max-content !important; }
  .st-key-remedies > :first-child { grid-column: 1 / -1; position: sticky; left: 0; }
  .st-key-remedies [role="radiogroup"], .st-key-remedies [role="group"] { flex-wrap: nowrap; }
  .st-key-presets, [data-testid="stLayoutWrapper"]:has(> .st-key-presets) { flex: none !important; }
  /* Of the bar below, two rows that are all in sight: the first button has its word, the others' are heard. */
  .st-key-transport .gradflow-transport { position: relative; gap: 0 0.5rem; }
  .gradflow-transport .part:not(.choice, input) { position: static; }
  .gradflow-transport .tip { inset: auto 0 calc(100% + 0.4rem); width: auto; max-width: none; }
  .gradflow-transport .choice .tip { left: auto; width: max-content; max-width: 80vw; }
  .st-key-transport .part:not(.choice, :first-child) button span:nth-of-type(2) {
    position: absolute; clip-path: inset(50%);
  }
  .st-key-transport .gradflow-transport button { padding-inline: 0.5625rem; }
  .st-key-transport .gradflow-transport select { width: 6.75rem; padding-inline: 0.5rem 1.5rem; font-size: 0.875rem; }
  .st-key-transport .choice { margin-left: auto; }
  .st-key-transport .gradflow-transport input { flex-basis: 100%; }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> :is(.st-key-repair_name, .st-key-repairing)) {
    order: -3; flex: none;
  }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> :is(.st-key-presets, .st-key-story, .st-key-views)) { order: 4; }
  .st-key-stage [data-testid="stLayoutWrapper"]:has(> :is(.st-key-pair, .st-key-notes)) { order: 5; }
  .st-key-stage .st-key-story .stHorizontalBlock { flex-wrap: wrap; row-gap: 0.25rem; }
  .st-key-stage .st-key-story .stHorizontalBlock > :first-child { flex: 1 0 100%; } /* else words break into letters */
  .st-key-stage [data-testid="stLayoutWrapper"]:has(.st-key-language) { order: 6; margin-top: 0.75rem; }
  .st-key-repair_symptom { flex-wrap: wrap; }
  .st-key-asked .st-key-repair_name h1 { padding-bottom: 0.75rem; }
  .st-key-status { flex-wrap: wrap; overflow: visible; min-height: 7rem; align-content: flex-start; }
  .st-key-stage .st-key-text-status { flex: 1 0 100%; min-height: 3.25rem; } /* two lines, as at the end */
  .st-key-stage .st-key-text-status p { white-space: normal !important; }
  .st-key-text-headline { min-height: 7.9rem; } /* six lines */
  .st-key-text-headline p { font-size: 0.875rem; }
  .st-key-text-effect p { font-size: 0.8125rem; line-height: 1.35; }
  .st-key-after { --after: 8.5rem; }
  .st-key-after:has(.st-key-helps) { flex-direction: column !important; align-items: stretch; gap: 0.5rem; }
  .st-key-after:has(.st-key-helps) > .st-key-text-effect:has(.gradflow-text:not(:empty)) + * { flex: none; }
  .st-key-stage > .st-key-transport { bottom: 3rem; }
  .stMain { scroll-padding-bottom: 9rem; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-pages) { position: fixed; inset: auto 0 0 0; z-index: 99; }
  .st-key-pages {
    display: flex; flex-flow: row nowrap; justify-content: safe space-around; gap: 0; min-height: 3rem;
    overflow-x: auto; scrollbar-width: none; background: inherit; border-top: 1px solid rgb(128 128 128 / 40%);
  }
  .st-key-pages > * { flex: 1 0 auto; width: auto; }
  .st-key-pages a { padding: 0.25rem 0.4rem; min-width: 2.75rem; justify-content: center; }
  .st-key-pages a span { overflow: visible; }
  .st-key-pages a :is(p, span) { font-size: 0.8125rem; }
  .st-key-pair { grid-template-columns: minmax(0, 1fr); }
  .st-key-walked { min-height: 6.4rem; }
  .st-key-views [role="radiogroup"] { gap: 0.25rem; } /* the names wrap: each has all of its edges */
  .st-key-views [role="radio"] { margin: 0; border-radius: 0.5rem; }
  .st-key-views [aria-checked="false"] { border: 1px solid rgb(128 128 128 / 40%) !important; }
  /* A finger needs 44 pixels: what is drawn smaller gets a larger area around it. */
  :is(.stButton, .stButtonGroup, .stPopover, .stDownloadButton, [data-testid="stPopoverBody"]) button,
  :is(.stCheckbox, .stRadio) label, .stExpander summary, .stNumberInput input, .gradflow-copy button,
  .stSelectbox [role="group"], .stMain [data-testid="stPageLink-NavLink"] { min-height: 2.75rem; }
  .gradflow-transport button { position: relative; }
  .gradflow-transport button::after { content: ""; position: absolute; inset: 0 -2px; } /* the bar has no more room */
  .stAppHeader button, [data-testid="stSidebarHeader"] button { min-width: 2.75rem; min-height: 2.75rem; }
  .stTooltipIcon button { position: relative; }
  .stTooltipIcon button::after, .stSlider [role="group"] div:has(> div > input)::before {
    content: ""; position: absolute; inset: -14px;
  }
}
"""
