"""The configuration as resolved, and the names behind the ids in paths."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
import yaml
from spotwise.tables import atomic, write_table

with atomic(snakemake.output.config) as draft:
    text = yaml.safe_dump(snakemake.params.config, sort_keys=False, allow_unicode=True, width=120)
    draft.write_text(text, encoding="utf-8")
names = [
    {"kind": kind, "id": id_, "name": name} for kind, ids in snakemake.params.ids.items() for name, id_ in ids.items()
]
write_table(snakemake.output.names, pd.DataFrame(names), "names")
