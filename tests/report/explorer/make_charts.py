"""Writes `templates/explore/charts.json` anew, after a change of the charts or of vl-convert."""

import json
import sys
from pathlib import Path

SCRIPTS = Path(__file__).parents[3] / "workflow/scripts"

if __name__ == "__main__":
    sys.path.insert(0, str(SCRIPTS))
    from spotwise.report.explorer.charts import chart_specs

    lines = [f"{json.dumps(name)}:{json.dumps(spec, separators=(',', ':'))}" for name, spec in chart_specs().items()]
    path = SCRIPTS / "spotwise/report/templates/explore/charts.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
