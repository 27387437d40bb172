"""`make domain name=sleep`: a new domain as a folder, complete and tested, for its author to make his own."""

import argparse
import keyword
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

from greenlight.errors import Invalid, Refused

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = Path(__file__).with_name("domain_template")
NAME = re.compile(r"[a-z][a-z0-9]{1,19}\Z")  # with stage and tool it must fit into a Lambda's 64 characters
TITLE = re.compile(r"[^\W\d_][\w -]{0,39}\Z")


def scaffold(name: str, title: str, root: Path = ROOT) -> list[Path]:
    """Writes `functions/<name>/` and nothing else; the files it wrote. Raises Invalid for a name that cannot be."""
    functions = root / "functions"
    _check(name, title, functions)
    words = {"name": name, "title": title, "item": title.lower(), "Row": _class_name(name)}
    written = []
    for source in sorted(TEMPLATE.rglob("*.tmpl")):
        target = functions / name / source.relative_to(TEMPLATE).with_suffix("")
        target = target.with_name(target.name.replace("NAME", name))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(source.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
        written.append(target)
    return written


def _check(name: str, title: str, functions: Path) -> None:
    if not NAME.match(name) or keyword.iskeyword(name):
        raise Invalid(f"'{name}' cannot be a domain: one lower-case noun, 2 to 20 letters and digits.")
    if not TITLE.match(title):
        raise Invalid(f"'{title}' cannot be a title: up to 40 letters, digits, spaces and hyphens.")
    if (functions / name).exists():
        raise Invalid(f"functions/{name}/ is there already; choose another name or remove that folder.")
    if taken := next(_serving(f"/api/v1/{name}", functions), None):
        raise Invalid(f"/api/v1/{name} is served by functions/{taken}/; choose another name.")


def _serving(path: str, functions: Path) -> Iterator[str]:
    """Folders whose declaration or routes name this path."""
    quoted = re.compile(rf"[\"']{re.escape(path)}[\"'/]")
    for file in sorted(functions.glob("*/*.py")):
        if quoted.search(file.read_text(encoding="utf-8")):
            yield file.parent.name


def _class_name(name: str) -> str:
    return f"{name.capitalize()}Entry"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="infra.scaffold", description=__doc__)
    parser.add_argument("name", help="one lower-case noun, such as sleep")
    parser.add_argument("--title", help="as people read it; the name with a capital by default")
    given = parser.parse_args(arguments)
    try:
        written = scaffold(given.name, given.title or given.name.capitalize())
    except Refused as refused:
        print(refused.detail, file=sys.stderr)
        return 2
    for file in written:
        print(f"  wrote {file.relative_to(ROOT)}")
    print(f"Now make functions/{given.name}/schemas.py say what a row is; then `make test` and `make up`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
