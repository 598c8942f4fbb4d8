"""First parameters of a layered network: drawn, trained layer by layer, or taken over from another run."""
