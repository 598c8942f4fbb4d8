"""Where one word ends and the next begins. Conventions all of them: show the number beside the word.

Over time they mean something else than over layers, and are kept: the weights are shared, so that no time step is
left behind, but what it contributes to their gradient is drowned by the others': three decades are one part in 1000.
"""

VANISHING = 3.0  # decades: useful updates span about 1e-4 to 1e-2 of a weight, so no one learning rate serves more
BORDERLINE = 2.0  # decades
DEAD = 0.9  # share of a layer's units
DEAD_EXCESS = 0.2  # share of a layer's units, above what it had at the start: random ReLU layers have some
SATURATED = 0.75  # share of a layer's units and samples where half of a ReLU layer is off anyway
SATURATED_SMOOTH = 0.5  # the same of sigmoid or tanh: standard normal inputs saturate less than 5 %
FORWARD = 3.0  # decades between the first and the last layer's activations
FLAT = 1.0  # decades: weight gradients that look the same in every layer
FROZEN = 1e-6  # update-to-weight ratio: below, nothing moves
UNSTABLE = 0.1  # above, a step rewrites the weights (1e-3 is the rule of thumb)
NEARLY_LOST = 2 / 3  # of a format's decades below 1; a signal that small may be 0 one layer further on
PARALLEL = 1e-3  # 1 - mean cosine, an angle of 2.6°
PARALLEL_AT_FIRST = 1e-2  # the same at the first step of a run that has learned nothing since, an angle of 8°
FITTED = 1e-6  # loss: nothing is left to learn, so no signal is left either
CLEAR_LAW = 1.0  # decades: from here on a law is told whichever fits better
SLIGHT_LAW, PLAINLY = 0.3, 3.0  # decades: between both only where one fits so many times as well; less is no decay
FAINT = 0.01  # of the last time step's signal: what still counts as reached (the effective depth D of 1 %)
SOLVED = 0.75  # of the way from guessing to perfect; one of two numbers to be added explains half, and is no solution
GUESSED = 0.1  # of that way: below, a network does no better than guessing
SHUT = 0.1  # mean opening: a gate that lets less through is as good as closed, one that lets 1 - SHUT through as open

SHATTERED = 0.05  # mean cosine of near examples' gradients: two vectors of 64 numbers are as alike by chance

# Of what is seen over several steps
STAYS = 10  # steps: a zero that stays so long is no accident of one batch, nor one that the next layer's update ends
SAMPLES = 32  # a layer that is silent for fewer samples than this, in all, may hear the next
STEEP = 0.3  # decades a layer, a factor of two: a few more layers, and nothing is left
FEW_EXAMPLES = 2  # for batch normalization: both are then at ±1, whatever they were

# Of causes
SOON = 30  # steps after a change, or after the start, within which it may be blamed
JUMP = 3.0  # times: from one step to the next, more than a batch does

# Of learning; parts of the way from guessing to perfect
FEW_STEPS = 40  # two looks at held-out data
LOOKS = 2  # in a row: one look at 360 digits is off by 2 % of them, one at a run that jumps by much more
BATCHES = 3  # since the latest look: what one batch shows is no fall
FALLEN = 0.15  # of that way, between the best two looks in a row and now
STALLED = 0.02  # of that way, from one quarter of the looks to the next
STALLED_LOOKS = 8
COMMON = 0.55  # share of the commonest class, from where on answers say less than the loss
TOLD_APART = 2.0  # standard errors of what guessing gets right: 1 in 40 has as much by luck
LOSS_GAINED = 0.9  # of the loss of guessing: below, something is learned although the commonest class is still said
LUCKY, BORNE_OUT = 0.3, 0.98  # of that way, and of the loss of guessing: less is not told from saying always the same
DIVERGED = 3.0  # times the loss of guessing, and the first loss
RECENT = 10  # steps
THROWN = 2.0  # times the first loss, or that of guessing, within the first SOON steps: more than batches differ by
LONG = 0.02  # of the weights, of an update that may have thrown a run: twenty times the usual
LEAP = 4.0  # times the usual length of an update: more than batches differ by
SLIPPED = 0.3  # of that way, below the latest looks: what one batch of at least SURE examples shows by itself
SURE = 32  # examples
