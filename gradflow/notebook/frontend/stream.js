// In the place of ui/frontend/stream.js: all there is to see came with the page, in one message.

import { unpacked } from "./packed.js";
import { Wire } from "./wire.js";

const wire = new Wire();
const taken = unpacked("frames").then((message) => wire.take(message));

/** Nobody need know what is on the screen. */
export function tellSeen() {}

/** `see(stream)` is called once it can be seen. Returns how to leave. */
export function follow(_, { see }) {
  let left = false;
  taken.then(() => left || see(wire));
  return () => (left = true);
}
