// A row of buttons and a slider that move what is live. What is pressed goes to the server by the stream, without a run
// of the page; where it all is comes with the frames.

import { follow } from "../gradflow.live_figure/stream.js"; // under that name, so that the page has one stream
import { keepFocus } from "./focus.js";
import { button, choice, slider } from "./transport_parts.js";
import { TRANSPORTS } from "./transports.js";

const GAP = 80; // ms at least between two places of a slider that is dragged
const transports = new WeakMap();
keepFocus();

/** Called by Streamlit for every run of the page. */
export default function transport({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-transport");
  if (!transports.has(node)) transports.set(node, new Transport(node));
  const transport = transports.get(node);
  transport.follow(data, setTriggerValue);
  return () => node.isConnected || transport.leave();
}

class Transport {
  constructor(node) {
    this.node = node;
    this.number = 0; // of the last thing that was told
    this.ahead = {}; // what it will bring, until a frame shows that it was heard
    this.told = -GAP;
  }

  follow({ token, transport, session, words, only }, trigger) {
    if (token !== this.token) [this.token, this.number, this.ahead] = [token, 0, {}]; // what a lost session was told is lost too
    this.session = session;
    if (JSON.stringify([words, only]) !== this.written) this.build(TRANSPORTS[transport], words, only);
    const said = `transport.${transport}`;
    const see = (stream) => {
      this.stream = stream;
      this.where = stream.said[said];
      this.draw();
    };
    this.leave?.();
    this.leave = follow(token, { said: [said, "heard"], see, anew: (which) => trigger("anew", which) });
  }

  /** Once for a language. only: the names of the parts that are wanted; none: all of them. */
  build({ buttons, pace, place }, words, only = []) {
    this.written = JSON.stringify([words, only]);
    const wanted = ({ name }) => !only.length || only.includes(name);
    this.parts = buttons.filter(wanted).map((each) => button(each, words, (now) => this.tell(now.does, now.to ?? 0, now.ahead)));
    if (pace && wanted(pace)) this.parts.push(choice(pace, words, (to) => this.tell(pace.does, to, pace.ahead(to))));
    this.parts.push(slider(place, words, (to) => this.slide(place, to)));
    this.node.replaceChildren(...this.parts.map((part) => part.node));
    this.draw();
  }

  draw() {
    if (!this.where) return;
    if (this.stream.said.heard >= this.number) this.ahead = {};
    const at = { ...this.where, ...this.ahead };
    for (const part of this.parts) part.draw(at);
  }

  tell(does, to, ahead = {}) {
    clearTimeout(this.sliding);
    this.sliding = undefined;
    this.told = performance.now();
    this.ahead = { ...this.ahead, ...ahead };
    this.number = this.stream.tell({ do: does, to, of: this.session });
    this.draw();
  }

  /** The last place that a hand has come to; those in between only as fast as anybody can look. */
  slide({ does, ahead }, to) {
    this.ahead = { ...this.ahead, ...ahead(to) };
    this.number = Infinity;
    this.draw();
    clearTimeout(this.sliding);
    this.sliding = setTimeout(() => this.tell(does, to), this.told + GAP - performance.now());
  }
}
