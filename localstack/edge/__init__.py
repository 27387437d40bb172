"""The one origin before the local stack, as CloudFront is before the deployed one: page, REST, socket."""
