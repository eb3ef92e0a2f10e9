"""Fetches GOV.UK Frontend at its locked version and makes the style sheet and script that the web service carries.

What may not be used outside gov.uk is taken out: its typeface, the crest and the paths to both. Anything of the kind
that is left is an error, so that a new version cannot bring it in unseen. The web service only reads what this writes.

    python assets/prepare.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FETCHED = HERE.parent / ".cache" / "assets"
WRITTEN = HERE.parent / "screening" / "web" / "static"
NOTICE = "LICENCE-govuk-frontend.txt"
FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'


def main() -> int:
    """Fetch, strip and write; nothing is done where all of it is there and newer than its inputs."""
    inputs = [HERE / name for name in ("package.json", "package-lock.json", NOTICE)] + [Path(__file__)]
    outputs = [WRITTEN / name for name in ("govuk-frontend.css", "govuk-frontend.js", NOTICE)]
    if all(path.exists() for path in outputs):
        oldest = min(path.stat().st_mtime for path in outputs)
        if all(path.stat().st_mtime <= oldest for path in inputs):
            return 0
    try:
        package = fetch() / "node_modules" / "govuk-frontend" / "dist" / "govuk"
        style = without_brand((package / "govuk-frontend.min.css").read_text(encoding="utf-8"))
        script = without_source_map((package / "govuk-frontend.min.js").read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"The style sheet and script of the web service could not be made: {wrong}\n")
        return 1
    WRITTEN.mkdir(exist_ok=True)
    notice = (HERE / NOTICE).read_text(encoding="utf-8")
    for path, text in zip(outputs, (style, script, notice), strict=True):
        path.write_text(text, encoding="utf-8")
    return 0


def fetch() -> Path:
    """Have npm install what the lock names, and give the folder.

    Nothing from the package is run: its integrity is checked, and install scripts stay off.

    Raises:
        ValueError: there is no npm, or it could not install.
    """
    FETCHED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, FETCHED / name)
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if npm is None:
        raise ValueError("npm is missing. Install Node.js, or: .venv/bin/pip install -r requirements/node.txt")
    done = subprocess.run(  # noqa: S603 -- fixed arguments
        [npm, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=FETCHED, env=os.environ | {"npm_config_cache": str(FETCHED.with_name("npm"))},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise ValueError(f"npm stopped with code {done.returncode}.\n{done.stderr.strip()}")
    return FETCHED


def without_brand(style: str) -> str:
    """The style sheet without the typeface, crest and source map of gov.uk.

    Raises:
        ValueError: something of the kind is left.
    """
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    style = re.sub(r"@font-face\s*\{[^}]*\}", "", style)
    style = re.sub(r"font-family:\s*[\"']?GDS Transport[\"']?[^;}]*", f"font-family:{FONTS}", style)
    style = re.sub(r"(?:-webkit-)?(?:mask|background)-image:url\(/assets/[^)]*\);?", "", style)
    for left in ("GDS", "/assets/", "sourceMappingURL", "@font-face", "url(http", "@import"):
        if left in style:
            at = style.index(left)
            raise ValueError(f'"{left}" is left in the style sheet: {style[max(0, at - 60) : at + 60]!r}')
    return style


def without_source_map(script: str) -> str:
    """The script without the pointer to a source map that is not carried.

    Raises:
        ValueError: it names the typeface or a path of gov.uk.
    """
    script = re.sub(r"//# sourceMappingURL=\S+\s*$", "", script)
    for left in ("GDS", "/assets/", "sourceMappingURL"):
        if left in script:
            raise ValueError(f'"{left}" is left in the script.')
    return script


if __name__ == "__main__":
    sys.exit(main())
