"""The Spark session: that of ``spark-submit`` where it started this process, else one on this machine."""

from __future__ import annotations

import importlib.util
import os
import shutil
from typing import Any

from screening.errors import Problem, ProblemsFound

_BY_SPARK_SUBMIT = "PYSPARK_GATEWAY_PORT"
"""Set in a process that spark-submit started; master and memory are then its business."""


def check_spark() -> None:
    """Make sure that Spark can be used here.

    Raises:
        ProblemsFound: pyspark or Java is missing; what to install is said.
    """
    problems = []
    if importlib.util.find_spec("pyspark") is None:
        hint = "Install it with: pip install '.[spark]'. Without it, --engine polars does the same in this process."
        problems.append(Problem("B501", "Spark for Python (pyspark) is not installed.", hint=hint))
    if _BY_SPARK_SUBMIT not in os.environ and not _java():
        hint = "Install Java 17 or newer, on Debian: apt-get install default-jre-headless; or set JAVA_HOME."
        problems.append(Problem("B502", "Spark needs Java, and there is none.", hint=hint))
    if problems:
        raise ProblemsFound(problems)


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java", path=f"{home}/bin") if home else shutil.which("java"))


def spark_session() -> Any:
    """The session.

    Raises:
        ProblemsFound: Java does not start, or is too old.
    """
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.appName("screening")
    if _BY_SPARK_SUBMIT not in os.environ and SparkSession.getActiveSession() is None:
        cores = str(os.cpu_count() or 1)
        builder = (
            builder.master(f"local[{cores}]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.shuffle.partitions", cores)
            # One step sums up hundreds of small groups at once; each takes at least a page.
            .config("spark.buffer.pageSize", "1m")
        )
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as wrong:
        hint = "Look at what Java says above. Spark needs Java 17 or newer."
        raise ProblemsFound([Problem("B502", f"Spark does not start: {wrong}.", hint=hint)]) from None
