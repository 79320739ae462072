"""The scalar runner: rules as generated Python functions, for one claim at a time."""
