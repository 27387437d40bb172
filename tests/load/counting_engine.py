"""The stack's engine with a tally around it; started like `localstack.engine`, with the same arguments."""

from localstack.engine import patches, run
from tests.load.tally import Tally


def main() -> None:
    """The engine reads its settings first; only then may its application be imported and wrapped."""
    patched = patches.apply

    def apply() -> None:
        patched()
        from ministack import app

        patches.replace(app, "app", Tally)

    patches.apply = apply
    run.main()


if __name__ == "__main__":
    main()
