"""Studies side by side: what each brings, under keys by which results are matched."""
