"""Controls of numbers: fields that are typed in, and the stops of sliders."""
