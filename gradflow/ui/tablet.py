"""Rules of style for a tablet's screen, and for one that is no higher than a small notebook's."""

TABLET = """
@media (max-width: 1180px) { .st-key-status { flex-wrap: wrap; min-height: 5rem; } }
/* On a tablet what the run says has a line, what may be opened another; the remedies stay above the bar of play. */
@media (min-width: 641px) and (max-width: 1180px) {
  .st-key-status { min-height: 4.25rem; row-gap: 0 !important; }
  .st-key-status .st-key-text-verdicts { min-width: 19rem; } /* so that the line breaks there whatever they say */
  .st-key-stage:has(.st-key-first) .st-key-text-status { flex: 1 0 calc(100% - 22rem); }
  .st-key-remedies { flex-wrap: nowrap !important; overflow-x: auto; gap: 0.5rem !important; padding: 0.2rem; }
  .st-key-remedies > * { flex: none !important; width: auto !important; }
  .st-key-remedies :is(p, button) { font-size: 0.8125rem; }
  .st-key-remedies button { padding-inline: 0.5rem; }
  /* Beside a sentence the offers speak for themselves, and both are small. */
  .st-key-after:has(.gradflow-text:not(:empty)) .st-key-helps > :first-child {
    position: absolute; clip-path: inset(50%);
  }
  .st-key-after:has(.gradflow-text:not(:empty)) .st-key-helps { gap: 0.3rem !important; }
  .st-key-after:has(.gradflow-text:not(:empty)) .st-key-helps :is(p, button) { font-size: 0.75rem; }
  .st-key-after:has(.gradflow-text:not(:empty)) .st-key-helps button { padding: 0 0.4rem; }
  .st-key-after > .st-key-text-effect:has(+ * .st-key-helps) p { font-size: 0.75rem; line-height: 1.15; }
  .st-key-text-headline { min-height: 3.3rem; } /* three lines */
  .st-key-text-headline p { font-size: 0.875rem; line-height: 1.25; }
}
@media (min-width: 641px) and (max-width: 1180px) and (max-height: 790px) {
  .stMainBlockContainer { padding-top: 3rem; }
  .st-key-text-effect p { font-size: 0.8125rem; line-height: 1.25; }
  .st-key-after { --after: 3.1rem; }
}
"""
