// What a page does with the browser around it, and shows nothing of.

import { watchConnection } from "../gradflow.live_figure/connection.js"; // under that name, the one that streams tell
import { pin } from "../gradflow.live_figure/pointing.js";
import { follow } from "../gradflow.live_figure/stream.js";
import { arrive, keepHistory, keepPlace } from "./history.js";
import { keepOpened } from "./opened.js";
import { sayPage } from "./page_name.js";
import { showPage } from "./pages_bar.js";
import { speak } from "./spoken.js";

let taken; // how often the page had taken up its address when the layer of that was pinned
let pinned = 0; // the layer
let leave = () => {};

/** Called by Streamlit for every run of the page. */
export default function address({ data, setTriggerValue }) {
  if (data.reload) return location.reload();
  document.documentElement.lang = data.language; // Streamlit says "en" whatever the page is written in
  keepHistory(data.moving, data.format, data.home);
  watchConnection(data.cut);
  keepOpened();
  showPage();
  speak(data.words);
  sayPage(data.language);
  leave();
  leave = () => {};
  if (taken !== data.taken) {
    [taken, pinned] = [data.taken, data.layer];
    arrive();
  }
  if (!data.token) return pin(0);
  pin(pinned);
  const see = ({ said }) => {
    if (said.place?.of !== data.session || said.place.run !== data.run) return;
    keepPlace([...said.place.pairs, ...(pinned ? [["layer", pinned]] : [])], data.says);
  };
  leave = follow(data.token, { said: ["place"], see, anew: (which) => setTriggerValue("anew", which) });
}
