"""Every state machine, run as deployed, with its `cases.json` as the script of the Lambdas it calls."""
