"""The web client's build: from `web/src` to `web/dist`, which the edge serves and a deploy uploads."""
