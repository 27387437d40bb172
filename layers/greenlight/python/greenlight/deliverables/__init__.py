"""What goal runs draft: one deliverable per post or trade action, its versions, and each step from draft to done."""
