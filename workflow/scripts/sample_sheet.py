"""A sample sheet and a configuration to fill in: `python workflow/scripts/sample_sheet.py TABLE... [--out FOLDER]`."""

import argparse
import os
import shlex
import sys
from pathlib import Path

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.study.starter import Recognised, recognise, sheet_text
from spotwise.study.starter_config import config_text

FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes a cell for that begins so


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write samples.tsv and config.yaml for tables of quantities.")
    parser.add_argument(
        "tables", nargs="+", metavar="TABLE", help="tables of spots, peptides or proteins, one a region"
    )
    parser.add_argument("--out", default=".", metavar="FOLDER", help="where to write them (here)")
    return parser.parse_args()


def targets(folder: Path) -> list[Path]:
    """The two files, which must not be there yet."""
    paths = [folder / "samples.tsv", folder / "config.yaml"]
    mend = "name another folder with --out, or move the file away; nothing is ever overwritten"
    faults = [Fault(str(path), "there is such a file already", mend) for path in paths if os.path.lexists(path)]
    if marks := [mark for mark in "{}<>" if mark in str(folder)]:
        faults.append(Fault("--out", f"{quoted(marks[0])} means something to Snakemake", "name a folder without it"))
    if faults:
        raise InputFault(faults)
    return paths


def described(table: Recognised) -> str:
    """What a table was taken for, for the terminal."""
    held = table.quantities
    what = "peptides" if table.peptides else "rows"
    lines = [f"{table.path}: {table.format}, since {table.why}", f"    {len(held.entries)} {what}"]
    lines[1] += f" x {len(held.samples)} samples, {table.block}, {'log2' if table.logged else 'linear'}"
    if table.groups:
        found = listed(dict.fromkeys(table.groups), 4)
        lines.append(f"    treatment is filled in from {table.source} ({found}): check it")
    lines += [f"    {what}: {follows}" for what, follows in held.findings]
    if odd := [name for name in held.samples if name.startswith(FORMULA)]:
        lines.append(f"    a spreadsheet would take {listed(odd, 3)} for formulas: use a text editor")
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def command(config: Path) -> str:
    """How Snakemake is run on it from here."""
    root = Path(__file__).resolve().parents[2]
    where = "" if root == Path.cwd() else f" --snakefile {shlex.quote(str(root / 'Snakefile'))}"
    return f"snakemake --cores 8{where} --configfile {shlex.quote(str(config))}"


def main() -> None:
    asked = parse()
    folder = Path(asked.out)
    try:
        sheet, config = targets(folder)
        tables = recognise(asked.tables)
        texts = sheet_text(tables), config_text(tables, str(sheet), str(folder / "results"))
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip((sheet, config), texts, strict=True):
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
    except InputFault as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(str(Fault(str(folder), f"can't be written ({error.strerror})", "name another folder with --out")))
    print("\n".join(map(described, tables)))
    empty = "animal" if all(table.groups for table in tables) else "animal and treatment"
    print(f"\nWritten: {sheet}, {config}\nFill in {empty} in {sheet}, see the lines marked CHECK in {config}, then:")
    print(f"    {command(config)}")


if __name__ == "__main__":
    main()
