"""The trusted executor: the only way from a proposal to an act."""
