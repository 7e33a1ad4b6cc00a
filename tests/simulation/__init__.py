"""Valid trials made up patient by patient: whatever a check finds wrong in them is its own mistake."""
