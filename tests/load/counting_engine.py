"""The stack's engine with a tally around it; started like `localstack.engine`, with the same arguments."""

from localstack.engine import patches, run
from tests.load.tally import Tally
from tests.load.write_units import HANDLERS, telling


def main() -> None:
    """The engine reads its settings first; only then may its application be imported and wrapped."""
    patched = patches.apply

    def apply() -> None:
        patched()
        from ministack import app
        from ministack.services import dynamodb

        patches.replace(app, "app", Tally)
        for name in HANDLERS:
            patches.replace(dynamodb, name, telling)

    patches.apply = apply
    run.main()


if __name__ == "__main__":
    main()
