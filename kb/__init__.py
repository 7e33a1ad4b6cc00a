"""Read the ALL Evidence database: published outcomes in acute lymphoblastic leukaemia."""
