"""`alongside check`: asks the record to prove itself and tells what it found."""

from __future__ import annotations

import json
from dataclasses import asdict

from alongside.cli.database import require_current
from alongside.records import check


def report(*, as_json: bool) -> int:
    """Prints the findings, one a line with how to mend what is wrong, or all as JSON. Returns 1 when any is."""
    require_current()
    findings = check.run()
    failed = [finding for finding in findings if not finding.ok]
    if as_json:
        print(json.dumps({"ok": not failed, "findings": [asdict(finding) for finding in findings]}, indent=2))
        return int(bool(failed))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.name}: {finding.detail}")
        if not finding.ok and finding.mend:
            print(f"      What to do: {finding.mend}")
        for count in finding.counts:
            print(f"      {count.said}")
    print(f"{len(findings) - len(failed)} of {len(findings)} checks passed.")
    return int(bool(failed))
