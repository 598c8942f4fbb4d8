"""Pictures of what the network answers at its task's probes, and of its recurrent matrices."""
