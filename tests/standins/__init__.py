"""Stand-ins that unit tests of several folders share: an issuer that listens, and an AWS account in memory."""
