"""Every capability of the platform, one folder each; the folder is the registration."""
