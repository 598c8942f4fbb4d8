// What of a text that moves is news to somebody who hears it: a sentence that says what none before it said, whatever its
// numbers are.

const ENDS = /(?<=[。！？])|(?<=[.!?])\s+/;

/** The words of a sentence, without numbers and signs, and without what is added to it behind a dot: that another number
 * has come to it is no news. */
export function gist(sentence = "") {
  return sentence.split(" · ")[0].replace(/[^\p{L}]+/gu, " ").trim();
}

/** Of one text, whose verdict is what it has in bold: a sentence that comes and goes below the same verdict is said once,
 * one that comes back with another verdict is said again. */
export class News {
  constructor() {
    this.verdict = "";
    this.heard = new Set(); // gists, below this verdict
    this.last = new Set(); // of the text as it was heard last
  }

  /** The sentences of the text that are new, one after the other; "" for none. */
  of(text, verdict = "") {
    const known = gist(verdict) === this.verdict ? this.heard : this.last;
    return sentences(text).filter((each) => !known.has(gist(each))).join(" ");
  }

  /** It was said, or there was nothing to say. */
  hear(text, verdict = "") {
    const now = sentences(text).map(gist);
    this.last = new Set(now);
    this.heard = new Set(gist(verdict) === this.verdict ? [...this.heard, ...now] : now);
    this.verdict = gist(verdict);
  }
}

function sentences(text) {
  return text.split(ENDS).map((each) => each.trim()).filter(gist);
}
