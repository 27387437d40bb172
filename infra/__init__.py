"""The builder: reads what the folders under `functions/` declare, writes plain CloudFormation, and deploys it."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GREENLIGHT = ROOT / "layers" / "greenlight" / "python"

if str(GREENLIGHT) not in sys.path:  # the builder speaks the layer's vocabulary, wherever it is started from
    sys.path.insert(0, str(GREENLIGHT))
