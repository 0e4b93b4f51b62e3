"""Check a study without running it: `python workflow/scripts/check.py [CONFIG]`; exit code 1 where faults are found."""

import sys
from pathlib import Path

import yaml
from spotwise.delimited import read_text
from spotwise.faults import InputFault
from spotwise.study.check import check
from spotwise.study.config import read_schema

if __name__ == "__main__":
    config = sys.argv[1] if len(sys.argv) > 1 else "config.yaml"
    root = Path(__file__).resolve().parents[2]
    schema = read_schema(root / "workflow/schemas/config.schema.yaml")
    try:
        settings = yaml.safe_load(read_text(config))
    except (InputFault, yaml.YAMLError) as error:
        sys.exit(f"{config}: {error}" if isinstance(error, yaml.YAMLError) else str(error))
    found = check(settings, schema, [config], {"go": str(root / "resources/gene_sets/go.gmt")})
    print("\n".join(map(str, found)) if found else "no faults")
    sys.exit(bool(found))
