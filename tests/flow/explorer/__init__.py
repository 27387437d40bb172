"""The schedule explorer: the real code of approvals and effects, in every order in which its calls can happen.

`actor` and `programs` run a piece of code against the answers that it got so far; `world` is what the code stands in:
the store (`dynamo`), the `destination`, the clock; `watch` holds the promises; `explore` goes through every order, less
what is `quiet`; `scenarios` says of what, with the `people` who decide and those who `work`; `mutants` breaks the code.
"""
