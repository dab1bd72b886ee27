"""The referral program without a screen: rules, store, paper, sync, services and the county hub."""

__version__ = "0.1.0"
