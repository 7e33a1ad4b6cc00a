"""Valid trials made up patient by patient: a finding in one of them is a false alarm."""
