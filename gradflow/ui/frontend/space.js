// Space presses what has the focus. Streamlit's shortcut for it (`ui/widgets/transport.py`) listens at the document and would
// take it from every button; with the focus on none, or on the page as a whole, it still plays and pauses.

const PRESSED = "a, button, summary, input, [tabindex='0']:not(main)";

/** Once for a page. React has heard the key by then: it listens further in. */
export function giveSpaceToControls() {
  document.body.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.closest(PRESSED)) event.stopPropagation();
  });
}
