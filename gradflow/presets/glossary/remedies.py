"""Terms of remedies, of training and of theory."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.presets.claim import Claim, Verdict, preset
from gradflow.presets.glossary.term import Term, in_view
from gradflow.presets.named import PRESETS

REMEDIES: Mapping[str, Term] = {
    "initialization": Term("remedy", r"\mathrm{Var}\,W = \frac{c}{\text{fan\_in}}", PRESETS["relu_he"], linked=True),
    "gain": Term(
        "remedy",
        r"W \to g\,W",
        preset(
            Experiment().replace(activation="identity", initializer="orthogonal", gain=1.2, steps=1),
            Claim("signal_decades", 1.45, 1.55),
            view="profile",
        ),
    ),
    "orthogonal": Term("remedy", r"W^{\mathsf T} W = I", PRESETS["isometry"], linked=True),
    "batch_normalization": Term(
        "remedy", r"\hat z_{j} = \gamma_j\,\frac{z_{j} - \mu_j}{\sigma_j} + \beta_j", PRESETS["mid_run"], linked=True
    ),
    "layer_normalization": Term(
        "remedy",
        r"\hat z_{b} = \gamma\,\frac{z_{b} - \mu_b}{\sigma_b} + \beta",
        preset(Experiment().replace(normalization="layer", steps=1), Verdict("vanishing"), view="profile"),
        linked=True,
    ),
    "dropout": Term("remedy", r"h \to \frac{m}{1 - p} \odot h,\quad P(m = 1) = 1 - p", PRESETS["dropout_depth"]),
    "residual": Term(
        "remedy",
        r"z_l = z_{l-1} + \alpha\,(h_{l-1} W_l + b_l)",
        preset(
            Experiment().replace(
                activation="relu", initializer="he_normal", connection="residual", branch_scale=0.2, steps=1
            ),
            Verdict("passes"),
            view="profile",
        ),
        linked=True,
    ),
    "highway": Term(
        "remedy",
        r"z_l = T \odot (h_{l-1} W_l + b_l) + (1 - T) \odot z_{l-1}",
        preset(Experiment().replace(connection="highway", gate_bias=-4.0, steps=1), Verdict("passes"), view="profile"),
        linked=True,
    ),
    "clipping": Term(
        "remedy",
        r"g \to g \cdot \min\!\Big(1, \frac{c}{\lVert g \rVert}\Big)",
        PRESETS["clipping_removed"],
        linked=True,
    ),
    "norm": Term(
        "remedy", r"\lVert g \rVert = \sqrt{\textstyle\sum_i g_i^2}", PRESETS["clipping_removed"], linked=True
    ),
    "learning_rate": Term("training", r"w \to w - \eta\, g", PRESETS["clipping_removed"]),
    "sgd": Term("training", r"w \to w - \eta\, g", PRESETS["relu_he"]),
    "adam": Term("training", r"w \to w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}", PRESETS["adam_hides"]),
    "range_test": Term("training"),
    "fold": Term("training"),
    "transfer": Term("training", run=PRESETS["transfer"]),
    "autoencoder": Term("training", run=PRESETS["layerwise"]),
    "update_ratio": Term(
        "training", r"\frac{\lVert \Delta W \rVert}{\lVert W \rVert}", PRESETS["batch_norm_grows"], linked=True
    ),
    "plateau": Term("training", r"\lVert \nabla L \rVert \approx 0", PRESETS["plateau"], linked=True),
    "weight_decay": Term(
        "training",
        r"w \to (1 - \eta\lambda)\, w - \eta\, g",
        preset(
            Experiment().replace(
                activation="relu",
                initializer="he_normal",
                optimizer="adamw",
                learning_rate=0.001,
                weight_decay=1.0,
                steps=1,
            ),
            Verdict("passes"),
        ),
    ),
    "precision": Term("training", r"\pm 1.m \cdot 2^{e}", PRESETS["float16_underflow"]),
    "loss_scale": Term(
        "training",
        r"\frac{1}{s}\,\nabla (s\,L) = \nabla L",
        preset(
            Experiment().replace(depth=10, precision="float16", loss_scale=1024.0, steps=1),
            Verdict("vanishing"),
            Claim("silent_layers", 0, 0),
            view="profile",
        ),
        linked=True,
    ),
    "theory": Term(
        "theory",
        r"\chi = \sigma_w^2\, \mathbb E[\varphi'(z)^2],\quad \lVert\delta_l\rVert^2 = \chi \lVert\delta_{l+1}\rVert^2",
        PRESETS["he_tanh"],
    ),
    "critical": Term(
        "theory",
        r"\chi = 1",
        preset(
            Experiment().replace(activation="relu", initializer="he_normal", depth=50, width=256, steps=1),
            Claim("signal_decades", -0.8, 0.8),
            view="seeds",
        ),
        linked=True,
    ),
    "singular_value": Term("theory", r"\sigma_i^2 = \lambda_i(J^{\mathsf T} J)", in_view("isometry", "isometry")),
}
