"""Deliverables: read with their versions, reviewed, carried out with the approval of a review, or at their hour."""
