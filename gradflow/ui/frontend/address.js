// What a page does with the browser around it, and shows nothing of.

import { watchConnection } from "../gradflow.live_figure/connection.js"; // the one that the streams tell
import { keepHistory } from "./history.js";

/** Called by Streamlit for every run of the page. */
export default function address({ data }) {
  if (data.reload) return location.reload();
  keepHistory(data.place);
  watchConnection(data.cut);
}
