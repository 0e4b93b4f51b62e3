#!/usr/bin/env bash
# What takes too long for every change: null rates of the foci, null rates of camera, and peptides beside MSqRob. By hand.
# usage: SPOTWISE_DATA=FOLDER tests/long.sh   (in the checkout, after the README's install command)
set -euo pipefail
cd "$(dirname "$0")/.."
export OPENBLAS_NUM_THREADS=1 PATH=$PWD/.venv/bin:$PATH

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
snakemake --cores 2 --quiet all --config outdir="$results/study"
python benchmarks/foci/null.py --runs 200 --results "$results/study"
python benchmarks/camera/null.py --runs 2000
python benchmarks/cptac6/run.py
