"""A document's value checked against a model, with every mistake located in the document.

Light to import: pydantic is only needed once there is something to validate, and the explaining of its errors only
once there is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from screening.errors import ProblemsFound

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter

    from screening.yamlsource.document import Document, Path

    M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@overload
def validated(document: Document, model: type[M], *, prefix: str = "C", at: Path = (), data: Any = None) -> M: ...
@overload
def validated(
    document: Document, model: TypeAdapter[T], *, prefix: str = "C", at: Path = (), data: Any = None
) -> T: ...
def validated(document: Document, model: Any, *, prefix: str = "C", at: Path = (), data: Any = None) -> Any:
    """The value of `document` as `model`.

    Args:
        document: what was read.
        model: a pydantic model, or a TypeAdapter.
        prefix: the letter that the codes of problems start with; it says what was being read.
        at: the part of the document to validate; all of it if not given.
        data: what to validate in place of the part at `at`, where that had to be rearranged first. Problems are
            located as if `data` stood at `at`; what is not in the document is located at its nearest ancestor.

    Raises:
        ProblemsFound: the value does not fit the model.
        KeyError, IndexError: the document has nothing at `at`.
    """
    from pydantic import ValidationError

    if data is None:
        data = document.value
        for step in at:
            data = data[step]
    try:
        validate = model.model_validate if hasattr(model, "model_validate") else model.validate_python
        return validate(data)
    except ValidationError as error:
        from screening.yamlsource.explaining import explained

        raise ProblemsFound(explained(error, model, document, prefix=prefix, at=at, data=data)) from None
