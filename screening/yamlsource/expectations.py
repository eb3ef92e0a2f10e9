"""What each of pydantic's kinds of error expects, in plain words.

Only the words; which error belongs where and what else to say is decided in `explaining`.
"""

from collections.abc import Mapping
from typing import Any, Final

from screening.yamlsource.wording import quoted

_LIST = "a list"
_FIELDS = "named fields"
TEXT: Final = "text"
TRUTH: Final = "true or false"
LIST: Final = _LIST
FIELDS: Final = _FIELDS
