"""Every template passes cfn-lint as it is written, with nothing switched off."""

import subprocess
import sys
from pathlib import Path

from infra.build import Built


def test_every_template_is_clean(built: Built) -> None:
    files = sorted(str(file) for file in (built.out / "templates").glob("*.json"))
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([lint, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
