"""A borough of any size around the cast: people that never were, with three years of work behind them.

`figures` says what the borough is like, `plan` who lives there and who still waits, `people` who each of them is,
`lives` what happened to them, `writing` puts it into the database, `manifest` counts what was made. The same seed on
the same day makes the same borough.
"""
