"""The demonstration: the main job played through by real programs on example institutions."""
