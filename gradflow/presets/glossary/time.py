"""Terms of recurrent networks."""

from collections.abc import Mapping

from gradflow.presets.glossary.term import Term
from gradflow.presets.named import PRESETS

TIME: Mapping[str, Term] = {
    "recurrent": Term("time", r"h_t = \varphi(W x_t + U h_{t-1} + b)", PRESETS["recall_tanh"]),
    "bptt": Term(
        "time",
        r"\frac{\partial L}{\partial h_{t-1}} = \Big(\frac{\partial L}{\partial h_t} \odot \varphi'(z_t)\Big)\, U",
        PRESETS["tanh_vanishes"],
        linked=True,
    ),
    "cell": Term("time", run=PRESETS["recall_lstm"]),
    "gate": Term("time", r"\sigma(\dots) \in (0, 1)", PRESETS["lstm_carry"]),
    "forget_gate": Term(
        "time",
        r"\frac{\partial c_t}{\partial c_{t-1}} = f_t,\quad f_t \approx \sigma(b)",
        PRESETS["lstm_carry"],
        linked=True,
    ),
    "lstm": Term(
        "time", r"c_t = f_t \odot c_{t-1} + i_t \odot g_t,\quad h_t = o_t \odot \tanh c_t", PRESETS["recall_lstm"]
    ),
    "gru": Term("time", r"h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}", PRESETS["gru_adds"]),
    "cell_state": Term("time", r"c_t = f_t \odot c_{t-1} + i_t \odot g_t", PRESETS["lstm_carry"], linked=True),
    "spectral_radius": Term(
        "time", r"\rho = \max_i |\lambda_i|,\quad U^k \sim \rho^k", PRESETS["rotation"], linked=True
    ),
    "eigenvalue": Term("time", r"U v = \lambda v", PRESETS["radius_above_one"], linked=True),
    "truncation": Term("time", run=PRESETS["truncated"], linked=True),
    "reach": Term(
        "time",
        r"\lVert \partial L / \partial h_t \rVert \ge 0.01\, \lVert \partial L / \partial h_T \rVert",
        PRESETS["recall_tanh"],
        linked=True,
    ),
    "cliff": Term("time", r"\lVert \nabla L \rVert \gg 1", PRESETS["cliff"]),
}
