"""The volumes behind the strip plot: every animal, and the technical gels of those that have several."""

import pandas as pd

from spotwise.report.explorer.encode import packed

MOST = 600_000
"""Volumes of technical gels that a page carries for a region; a study with more has its animals alone."""


def volume_facts(units: pd.DataFrame, features: pd.Series, analysed: pd.DataFrame, normalised: pd.DataFrame) -> dict:
    """Animals with their group and volumes; `gels` are of animals that have several, where each spot is one entry."""
    names = units["unit"].tolist()
    groups = list(dict.fromkeys(units["group"]))
    gels = _technical(units, normalised)
    spots = len(normalised) == len(features) and set(normalised.index) == set(features)
    too_many = len(gels) * len(features) > MOST
    shown = gels if spots and not too_many else []
    columns = [sample for _, sample in shown]
    return {
        "units": names,
        "groups": groups,
        "group": [groups.index(group) for group in units["group"]],
        "values": packed(analysed.reindex(index=features, columns=names).to_numpy(dtype=float)),
        "gels": [[names.index(unit), sample] for unit, sample in shown],
        "gel_values": packed(normalised.reindex(index=features, columns=columns).to_numpy(dtype=float))
        if shown
        else "",
        "gels_left_out": len(gels) if spots and too_many else 0,
    }


def _technical(units: pd.DataFrame, normalised: pd.DataFrame) -> list[tuple[str, str]]:
    """Unit and gel of every unit with several gels."""
    samples = {unit: cell.split(";") for unit, cell in zip(units["unit"], units["samples"], strict=True)}
    kept = {unit: [one for one in own if one in normalised.columns] for unit, own in samples.items()}
    return [(unit, sample) for unit, own in kept.items() if len(own) > 1 for sample in own]
