"""STAGE 4: Pages become files: write what changed, remove what is stale, touch nothing else."""
