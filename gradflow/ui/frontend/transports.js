// The transports there are: for each part what it says and does where the run, or the walk, is. `does` names a command
// (gradflow/service/viewing/commands.py), `to` the number that goes with it, `ahead` what it will bring, `off` whether it
// can be pressed, `key` what presses it from anywhere.

export const TRANSPORTS = {
  run: {
    buttons: [
      {
        name: "play",
        key: " ",
        help: "play_help",
        now: ({ playing, ended }) => {
          if (ended) return { word: "replay", icon: "again", does: "restart", ahead: { playing: 1, ended: 0 } };
          if (playing) return { word: "pause", icon: "pause", does: "pause", ahead: { playing: 0 } };
          return { word: "play", icon: "play", does: "play", ahead: { playing: 1 } };
        },
      },
      {
        name: "step",
        key: "s",
        help: "step_help",
        now: ({ ended }) => ({ word: "step", icon: "step", does: "step", ahead: { playing: 0 }, off: ended }),
      },
      {
        name: "restart",
        key: "x",
        help: "restart_help",
        now: () => ({ word: "restart", icon: "first", does: "restart", ahead: { playing: 1, ended: 0 } }),
      },
      {
        name: "new_seed",
        key: "n",
        help: "new_seed_help",
        now: () => ({ word: "new_seed", icon: "dice", does: "new_seed" }),
      },
    ],
    pace: {
      name: "pace",
      help: "pace_help",
      options: "paces",
      value: ({ pace }) => pace,
      does: "pace",
      ahead: (pace) => ({ pace }),
    },
    place: {
      name: "scrub",
      text: "scrubbed",
      low: 1,
      high: ({ furthest }) => furthest,
      value: ({ step }) => step,
      read: (step) => step - 1, // steps are counted from 0, and how many there are from 1
      moves: ({ playing }) => playing,
      does: "scrub",
      ahead: (step) => ({ step, playing: 0, ended: 0 }),
    },
  },
  walk: {
    buttons: [
      {
        name: "walk",
        help: "help",
        now: ({ moving, position, last }) => {
          if (moving) return { word: "pause", icon: "pause", does: "hold", ahead: { moving: 0 } };
          const ahead = { moving: 1 };
          if (position < last || !last) return { word: "play", icon: "walk", does: "walk", ahead };
          return { word: "again", icon: "again", does: "walk_again", ahead: { moving: 1, position: 0 } };
        },
      },
      { name: "back", now: ({ position }) => to(position - 1, "back", "back", position <= 0) },
      { name: "on", now: ({ position, last }) => to(position + 1, "on", "on", position >= last) },
      { name: "restart", now: ({ position }) => to(0, "restart", "first", position <= 0) },
    ],
    place: {
      name: "place",
      low: 0,
      high: ({ last }) => last,
      value: ({ position }) => position,
      moves: ({ moving }) => moving,
      does: "walk_to",
      ahead: (position) => ({ position, moving: 0 }),
    },
  },
};

/** Stand still at this place of the walk. */
function to(position, word, icon, off) {
  return { word, icon, does: "walk_to", to: position, ahead: { position, moving: 0 }, off };
}
