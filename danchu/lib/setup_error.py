"""What only the operator can set right."""


class SetupError(Exception):
    """Stop with one Vietnamese sentence saying what is wrong and what to type.

    The command line prints it without a traceback and leaves with status 1.
    """
