// A drawn curve judged by the rules of gradflow/lessons/drawn.py, whose constants come with the prompt. Curves are in
// decades at the same handles, from the input's end to the loss's; here they are turned to begin at the given end.

/** Which rules hold, and what they found: {right, share, astray, bends, far, meant}. */
export function judged(drawn, prompt, measured = prompt.truth, seeds = prompt.seeds) {
  const { parts, level, bend, off, enough } = prompt.judge;
  const [line, truth] = [fromGiven(drawn, prompt.last), fromGiven(measured, prompt.last)];
  const band = seeds.map((each) => fromGiven(each, prompt.last));
  const far = truth.length - 1;
  const ends = band.map((each) => each[far]);
  const room = Math.max(level, off * Math.abs(truth[far]), Math.max(...ends) - Math.min(...ends));
  const inside = line.map((height, at) => {
    const all = band.map((each) => each[at]);
    return height >= Math.min(...all) - room && height <= Math.max(...all) + room;
  });
  const share = inside.slice(1).filter(Boolean).length / far;
  const goes = (change) => (Math.abs(change) < level ? 0 : Math.sign(change));
  const edges = [...Array(parts + 1).keys()].map((part) => even((part * far) / parts));
  const ways = edges.slice(1).map((end, part) => {
    const start = edges[part];
    const [real, mine] = [truth[end] - truth[start], line[end] - line[start]];
    const agrees = goes(real) === goes(mine) || Math.abs(real - mine) < level;
    return { start, end, measured: goes(real), drawn: goes(mine), agrees };
  });
  const astray = ways.find(({ agrees }) => !agrees);
  const [real, mine] = [bendOf(truth), bendOf(line)];
  const least = Math.max(bend, off * Math.abs(truth[far]));
  const bent = Math.abs(real.by) >= least;
  const bends = [bent ? real.at : null, Math.abs(mine.by) >= (bent ? least / 2 : least + bend / 2) ? mine.at : null];
  const both = bends.every((at) => at !== null);
  const near = Math.abs(real.at - mine.at) <= Math.max(2, Math.floor(truth.length / 4));
  const right = {
    direction: !astray,
    total: Math.abs(line[far] - truth[far]) <= room,
    bend: both ? real.by * mine.by > 0 && near : bends[0] === bends[1],
    share: share >= enough,
  };
  return { right, share, astray, bends, far: truth[far], meant: line[far], full: Object.values(right).every(Boolean) };
}

/** The key of the feedback: "right", whose curve it is where it is another's, or "wrong". */
export function said(drawn, prompt) {
  if (judged(drawn, prompt).full) return "right";
  const other = prompt.mistaken.find(({ truth }) => {
    const { right } = judged(drawn, prompt, truth, [truth]);
    return right.direction && right.total;
  });
  return other?.name ?? "wrong";
}

/** What each rule says, in words: [[holds, sentence]]. power: how a size is written. */
export function ruled(found, prompt, power) {
  const { rules, board } = prompt;
  const places = prompt.last ? board.at.toReversed() : board.at;
  const say = (key, numbers = {}) => rules[key].replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
  const goes = { [-1]: rules["goes.falls"], 0: rules["goes.level"], 1: rules["goes.rises"] };
  const [measured, mine] = found.bends.map((at) => (at === null ? null : places[at]));
  const { astray } = found;
  const no = {
    direction: () => say("direction.no", { start: places[astray.start], end: places[astray.end], drawn: goes[astray.drawn], measured: goes[astray.measured] }),
    total: () => say("total.no", { drawn: power(found.meant), measured: power(found.far) }),
    bend: () => {
      if (measured === null) return say("bend.straight", { place: mine });
      return say(mine === null ? "bend.bent" : "bend.elsewhere", { place: measured, yours: mine });
    },
    share: () => say("share.no", { share: (100 * found.share).toFixed(0) }),
  };
  const yes = (rule) => say(`${rule}.yes`, { share: (100 * found.share).toFixed(0) });
  return Object.entries(found.right).map(([rule, holds]) => [holds, holds ? yes(rule) : no[rule]()]);
}

function fromGiven(curve, last) {
  const ordered = last ? curve.toReversed() : curve;
  return ordered.map((height) => height - ordered[0]);
}

/** Where the curve lies farthest from the straight line between its ends, and by how many decades. */
function bendOf(curve) {
  const [first, last, far] = [curve[0], curve.at(-1), curve.length - 1];
  const beside = curve.map((height, at) => height - (first + ((last - first) * at) / far));
  const at = beside.reduce((best, by, index) => (Math.abs(by) > Math.abs(beside[best]) ? index : best), 0);
  return { at, by: beside[at] };
}

/** Rounded as NumPy does it: a half to the even number. */
function even(number) {
  const floor = Math.floor(number);
  return number - floor === 0.5 ? floor + (floor % 2) : Math.round(number);
}
