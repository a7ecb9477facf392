"""Why a PDF could not be made, in plain sentences."""


class RenderFailed(Exception):
    """No PDF was made; each sentence says what happened and what to do about it."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))
