"""The commands for the whole local stack (`make up`, `status`, `logs`, …) and the processes it consists of."""
