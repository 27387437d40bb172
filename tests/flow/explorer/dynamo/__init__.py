"""A DynamoDB in memory whose states are values: to look at every order of events, time must be able to go back."""
