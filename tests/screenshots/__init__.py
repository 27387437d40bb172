"""Pictures of every page of the app, for people to look at: `make screenshots`."""
