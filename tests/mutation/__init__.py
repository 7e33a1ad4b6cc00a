"""Wrong numbers made on purpose: which share of them do schema and checks catch?"""
