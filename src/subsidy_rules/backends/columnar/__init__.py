"""The columnar runner: rules as Polars expressions, for a frame of claims at a time. Only this room knows Polars."""
