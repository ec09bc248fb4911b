"""What the trainings of all models share: paths, seeds, checkpoints, averaged weights, schedules, degradations."""
