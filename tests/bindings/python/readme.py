# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Runs the quickstarts of the package's two READMEs against a sandbox; compiles the other code.

    readme.py README.md LEIAME.md
"""

import pathlib
import re
import sys

count = 0
for number, path in enumerate(sys.argv[1:]):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    for code in re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        compiled = compile(code, path, "exec")
        if "fastapi" not in code:
            exec(compiled, {"__name__": "__main__"})
            count += 1
assert count == len(sys.argv) - 1, f"{count} quickstarts in {sys.argv[1:]}"
print(f"readme: {count} quickstarts run")
