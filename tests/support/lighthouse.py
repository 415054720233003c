"""How Lighthouse scores a page on a phone, in the classes that do not depend on how busy the machine is.

Performance is left out: its score follows from seconds. ``test_limits`` counts what makes a page slow instead.
"""

import json
import os
import subprocess
import tempfile

from tests.support import parts

CLASSES = ("accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


def lighthouse(address: str) -> tuple[dict[str, int], list[str]]:
    """The scores of a page in these classes, 0 to 100, and the audits that cost points."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            *(parts.NODE, parts.LIGHTHOUSE, address, "--quiet", "--output=json", "--no-enable-error-reporting"),
            f"--only-categories={','.join(CLASSES)}",
            f"--chrome-flags={FLAGS} --user-data-dir={profile}",
        ]
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            env={**os.environ, "CHROME_PATH": str(parts.chromium())},
        )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    weighed = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    costly = [
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in report["audits"].values()
        if audit["id"] in weighed and audit["score"] is not None and audit["score"] < 1
    ]
    return {name: round(report["categories"][name]["score"] * 100) for name in CLASSES}, costly
