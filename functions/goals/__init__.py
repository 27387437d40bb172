"""Goals at their times: fired by their schedules, and by a net for what those lose or leave out."""
