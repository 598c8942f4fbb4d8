// One websocket a page, for everything on it that moves.

import { tellConnection } from "./connection.js";
import { Wire } from "./wire.js";

const UNKNOWN = 4404; // the session has ended; the next run of the page begins another, with another token
const OVER = [4400, 4409]; // what was said was not understood; another connection took the place of this one
const ASKING = 2500; // ms until a page of a session that has ended is asked once more to run: it may be cut off itself
const LINGER = 1000; // ms a stream stays open when nothing on the page follows it: pages are drawn anew
const SILENCE = 40_000; // ms without a word, of which the server has one every 15 s: a network went away, and nobody said so
const LOOKING = 5000; // ms between two looks for that
const PATIENCE = [250, 500, 1000, 2000, 4000]; // ms before the connection is tried again
const GLANCE = 100; // ms after which what is on the screen is said, if it stays
const MOST = 20; // commands that wait for a lost connection to come back
const streams = new Map(); // by token

/**
 * Follow a stream: `see(stream)` is called now if there is something, and when the `picture` of this name or one of the
 * things `said` is new; `anew(which)` when the page is to be drawn anew. Returns how to leave.
 */
export function follow(token, follower) {
  if (!streams.has(token)) streams.set(token, new Stream(token));
  return streams.get(token).follow(follower);
}

/** Say whether this picture is on the screen: what nobody sees comes seldom. */
export function tellSeen(token, picture, seen) {
  streams.get(token)?.tellSeen(picture, seen);
}

class Stream extends Wire {
  constructor(token) {
    super();
    this.token = token;
    this.followers = new Set();
    this.tries = 0;
    this.told = 0; // the number of the last command
    this.unheard = [];
    this.seen = new Set(); // names of the pictures on the screen
    this.hide = () => this.say({ hidden: document.hidden });
    document.addEventListener("visibilitychange", this.hide);
    this.watching = setInterval(() => this.watch(), LOOKING);
    this.connect();
  }

  follow(follower) {
    clearTimeout(this.closing);
    this.followers.add(follower);
    if (this.number) follower.see(this);
    return () => {
      this.followers.delete(follower);
      clearTimeout(this.closing);
      if (!this.followers.size) this.closing = setTimeout(() => this.close(), LINGER);
    };
  }

  connect() {
    const url = new URL(`../../../frames/${this.token}`, import.meta.url);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.heard = performance.now();
    this.socket.onopen = () => {
      tellConnection(false);
      this.say({ have: this.number });
      this.unheard.forEach((command) => this.say(command));
      if (this.seen.size) this.saySeen();
      if (document.hidden) this.hide();
    };
    this.socket.onmessage = ({ data }) => this.hear(data);
    this.socket.onclose = ({ code }) => this.lost(code);
  }

  hear(data) {
    this.heard = performance.now();
    if (!data.byteLength) return; // the server is there
    let news;
    try {
      news = this.take(data);
    } catch (reason) {
      this.number = 0; // everything again
      this.socket.close();
      throw reason;
    }
    this.tries = 0;
    this.say({ taken: this.number });
    this.unheard = this.unheard.filter(({ number }) => number > this.said.heard);
    for (const follower of this.followers) {
      const told = follower.said?.some((name) => name in news.said);
      if (told || news.pictures.includes(follower.picture)) follower.see(this);
    }
    if (news.said.anew) this.ask(news.said.anew);
  }

  /** Said once for all that come into sight, or go, at the same time. */
  tellSeen(picture, seen) {
    if (this.seen.has(picture) === seen) return;
    if (seen) this.seen.add(picture);
    else this.seen.delete(picture);
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.saySeen(), GLANCE);
  }

  saySeen() {
    const there = new Set([...this.followers].map((follower) => follower.picture));
    this.say({ seen: [...this.seen].filter((picture) => there.has(picture)) });
  }

  /** Have the page run: one of those that follow asks Streamlit. */
  ask(which) {
    this.followers.values().next().value?.anew(which);
  }

  /** Have the server do this; said again if the connection is lost before it was heard. Returns its number. */
  tell(command) {
    this.told = Math.max(this.told, this.said.heard ?? 0) + 1;
    const numbered = { ...command, number: this.told };
    this.unheard = [...this.unheard, numbered].slice(-MOST);
    this.say(numbered);
    return this.told;
  }

  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Try again, unless that is of no use. */
  lost(code) {
    if (this.closed || OVER.includes(code)) return this.close();
    if (code === UNKNOWN) {
      this.ask(`${UNKNOWN}.${this.tries++}`);
      this.trying = setTimeout(() => this.lost(code), ASKING);
      return;
    }
    tellConnection(true);
    const wait = PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)];
    this.trying = setTimeout(() => this.connect(), wait * (0.5 + Math.random()));
  }

  /** Give up a connection that says nothing any more: a laptop that slept, a network that was left. */
  watch() {
    if (this.socket.readyState > WebSocket.OPEN || performance.now() - this.heard < SILENCE) return;
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.connect();
  }

  close() {
    this.closed = true;
    clearInterval(this.watching);
    clearTimeout(this.trying);
    document.removeEventListener("visibilitychange", this.hide);
    if (streams.get(this.token) === this) streams.delete(this.token);
    this.socket.close();
  }
}
