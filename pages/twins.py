"""Fair twins: a few runs side by side that differ in exactly what is named."""

from gradflow.ui.twins.page import page

page()
