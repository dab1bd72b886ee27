"""The screen: Qt widgets over the services of clinic_app, and nothing else."""

from ui import singletons

singletons.hold()
