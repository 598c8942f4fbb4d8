"""Where one word ends and the next begins. Conventions all of them: show the number beside the word."""

VANISHING = 3.0  # decades: useful updates span about 1e-4 to 1e-2 of a weight, so no one learning rate serves more
BORDERLINE = 2.0  # decades
DEAD = 0.9  # share of a layer's units
DEAD_EXCESS = 0.2  # share of a layer's units, above what it had at the start: random ReLU layers have some
SATURATED = 0.75  # share of a layer's units and samples; half of a ReLU layer is off in perfect health
FORWARD = 3.0  # decades between the first and the last layer's activations
FLAT = 1.0  # decades: weight gradients that look the same in every layer
FROZEN = 1e-6  # update-to-weight ratio: below, nothing moves
UNSTABLE = 0.1  # above, a step rewrites the weights (1e-3 is the rule of thumb)
NEARLY_LOST = 2 / 3  # of a format's decades below 1; a signal that small may be 0 one layer further on
FITTED = 1e-6  # loss: nothing is left to learn, so no signal is left either
CLEAR_LAW = 1.0  # decades: less than this is no decay worth a law
