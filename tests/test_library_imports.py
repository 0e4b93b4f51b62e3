"""What may import what: the rules the library keeps so that its parts can be read, moved and checked alone."""

import ast
import subprocess
import sys

import pytest

OPENERS = {"python_calamine", "pyarrow", "numpy", "lxml", "pyteomics"}
STANDARD = sys.stdlib_module_names
CHECKS = ["study", "formats", "identify", "delimited.py", "markup.py", "faults.py", "design.py"]
"""What the checks before a run load: nothing beyond the standard library, yaml and jsonschema."""
IN_JOBS = {
    "formats/load.py",
    "identify/by_sequence.py",
    "identify/features.py",
    "identify/named.py",
    "study/samples.py",
}
"""Files among them that jobs alone import."""
LAYERS = [
    {"report", "figures", "enrich", "robustness"},
    set(),  # every other part
    {"identify", "formats", "study"},
    {"stats", "design", "tables", "delimited", "workbooks", "markup", "download", "faults", "problems", "job"},
]
"""From above to below; a file imports its own layer, or one below."""


@pytest.fixture(scope="session")
def scripts(root):
    return root / "workflow/scripts"


@pytest.fixture(scope="session")
def library(scripts):
    """Every file of the library by its path, parsed."""
    folder = scripts / "spotwise"
    return {str(path.relative_to(folder)): ast.parse(path.read_text()) for path in sorted(folder.rglob("*.py"))}


def imports_of(tree):
    """Every import of a file: the node and the modules it names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node, [node.module or ""]
        elif isinstance(node, ast.Import):
            yield node, [alias.name for alias in node.names]


def spotwise_of(tree):
    """The modules of the library that a file imports, without the name of the library."""
    names = [name for _, modules in imports_of(tree) for name in modules]
    return [name.removeprefix("spotwise.") for name in names if name.split(".")[0] == "spotwise"]


def test_one_form_of_import_names_the_library(scripts, library):
    trees = library | {path.name: ast.parse(path.read_text()) for path in scripts.glob("*.py")}
    for name, tree in trees.items():
        for node, modules in imports_of(tree):
            ours = [module for module in modules if module.split(".")[0] == "spotwise"]
            assert isinstance(node, ast.ImportFrom) or not ours, f"{name} says import {ours}"
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name} imports relatively"
                for module in ours:
                    parts = module.split(".")
                    assert (scripts.joinpath(*parts).with_suffix(".py")).is_file(), f"{name} imports from {module}"
                    assert all(alias.name != "*" for alias in node.names), f"{name} imports * from {module}"


def test_marks_of_packages_are_empty(scripts):
    marks = list(scripts.rglob("__init__.py"))
    assert marks
    assert [mark for mark in marks if mark.read_bytes()] == []
    folders = {path.parent for path in (scripts / "spotwise").rglob("*.py")}
    assert folders == {mark.parent for mark in marks}


def test_statistics_import_numpy_and_scipy_and_each_other(library):
    for name, tree in library.items():
        if name.startswith("stats/"):
            for _, modules in imports_of(tree):
                for module in modules:
                    top = module.split(".")[0]
                    assert top in STANDARD | {"numpy", "scipy"} or module.startswith("spotwise.stats."), (name, module)


def test_the_checks_import_the_standard_library_yaml_and_jsonschema(library):
    """At the top of a file; what opens a workbook, Parquet or XML is loaded inside the function that meets one."""
    for name, tree in library.items():
        if name.split("/")[0] in CHECKS and name not in IN_JOBS:
            top = {id(node) for node in tree.body}
            for node, modules in imports_of(tree):
                allowed = STANDARD | {"yaml", "jsonschema", "spotwise"} | (set() if id(node) in top else OPENERS)
                tops = {module.split(".")[0] for module in modules}
                assert tops <= allowed, (name, tops)


def test_to_check_a_study_loads_neither_numpy_nor_pandas(scripts):
    code = "import sys; from spotwise.study.check import check; print(*sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], cwd=scripts, text=True, capture_output=True, check=True)
    loaded = {module.split(".")[0] for module in result.stdout.split()}
    assert {"yaml", "jsonschema", "spotwise"} <= loaded
    assert loaded.isdisjoint({"numpy", "pandas", "scipy", "pyarrow", "matplotlib", "snakemake"})


def test_imports_run_downwards(library):
    height = {part: at for at, layer in enumerate(LAYERS) for part in layer}
    others = LAYERS.index(set())
    for name, tree in library.items():
        own = name.split("/")[0].removesuffix(".py")
        for module in spotwise_of(tree):
            part = module.split(".")[0]
            assert height.get(own, others) <= height.get(part, others), f"{name} imports {module}"


def test_a_format_imports_no_other_format(library):
    tools = (
        "quantities",
        "numbers",
        "export",
        "proteins",
        "maxquant_columns",
        "pivot",
        "runs",
        "samples",
        "stream",
        "diann_report",
        "sequences",
        "titled",
        "widths",
    )
    shared = {f"formats.{tool}" for tool in tools}
    for name, tree in library.items():
        if name.startswith("formats/") and name not in ("formats/registry.py", "formats/load.py", "formats/rows.py"):
            others = {module for module in spotwise_of(tree) if module.startswith("formats.")}
            assert others <= shared, name


def test_figures_import_no_reader(library):
    for name, tree in library.items():
        if name.startswith("figures/"):
            tops = {module.split(".")[0] for module in spotwise_of(tree)}
            assert tops.isdisjoint({"formats", "identify", "study", "tables"}), (name, tops)


def test_no_rule_runs_python_in_the_workflow_or_in_a_shell(root):
    files = [root / "Snakefile", root / "workflow/Snakefile", *(root / "workflow/rules").glob("*.smk")]
    assert len(files) > 5
    for path in files:
        words = [line.strip() for line in path.read_text().splitlines()]
        assert not {"run:", "shell:"} & set(words), path


def test_every_rule_has_one_thread_a_log_and_a_checksum_of_its_code(root):
    for path in (root / "workflow/rules").glob("*.smk"):
        for rule in path.read_text().split("\nrule ")[1:]:
            name = rule.split(":", 1)[0]
            script = rule.split("script:\n", 1)[1].strip().strip('"').removeprefix("../scripts/").split('"')[0]
            assert "\n    threads: 1\n" in rule, name
            assert "\n    log:\n" in rule, name
            assert f'library=library("{script}")' in rule, name
