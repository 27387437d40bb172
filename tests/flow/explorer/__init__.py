"""The schedule explorer: the real code of approvals and effects, in every order in which its calls can happen.

`programs` runs a piece of code against answers that were given before; `world` is what the code stands in: the store,
the destination, the clock; `watch` holds the promises; `explore` goes through every order; `scenarios` says of what.
"""
