"""Checks the log of findings in SARIF of every small edition against its schema.

    python3 tests/validate/findings.py <program>

The schema stands in `target/sarif`, where `cargo xtask test` puts it. Needs jsonschema.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = "target/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    try:
        import jsonschema

        schema = json.loads((ROOT / SCHEMA).read_text(encoding="utf-8"))
    except (ImportError, OSError) as error:
        print(f"findings in SARIF: NOT CHECKED, {error}")
        return
    validator = jsonschema.validators.validator_for(schema)(schema)
    if validator.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]}):
        sys.exit("this schema is not the one of SARIF")
    faults, results = [], 0
    editions = sorted((ROOT / "tests/editions").iterdir())
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO", "GITHUB"))}
    for edition in editions:
        command = [str(program), "check", "--format", "sarif", "--notes", "--root", str(edition)]
        log = json.loads(subprocess.run(command, capture_output=True, text=True, env=clean).stdout)
        faults += [f"{edition.name}: {e.message[:200]}" for e in validator.iter_errors(log)]
        results += len(log["runs"][0]["results"])
    print(f"findings in SARIF: {len(editions)} logs, {results} findings")
    print("\n".join(faults[:50]) or "no faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
