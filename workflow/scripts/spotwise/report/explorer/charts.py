"""The three linked charts, as Vega specifications without data.

Vega-Altair writes them. They are the same in every study, so `templates/explore/charts.json` holds them as compiled
here, and a run is spared 1.2 s; a test says when that file is stale.

What a point looks like comes with the data (no scale of colours): the page knows the calls, cut-offs and lists. Limits,
titles and ticks are parameters, which the page sets; a title that begins with `$` names one.
"""

import re

import altair as alt
import vl_convert

TITLE = re.compile(r"^\$(\w+)$")

DIVERGING = ("#0072B2", "#56B4E9", "#C9C9C9", "#E69F00", "#D55E00")
"""From down to up, on light and on dark paper, for the colour-blind too."""

PLACES = ("right", "left", "top", "bottom", "top-right", "bottom-right", "top-left", "bottom-left")
OFFSETS = (6, 16, 30)


def chart_specs() -> dict[str, dict]:
    """Vega specifications of `volcano`, `gel` and `strip`; their data sets are empty and named."""
    charts = {"volcano": _volcano(), "gel": _gel(), "strip": _strip()}
    return {name: _compiled(chart) for name, chart in charts.items()}


def _volcano():
    x, y = _axis("x", "$xTitle"), _axis("y", "$yTitle")
    guide = alt.Chart().mark_rule(strokeDash=[4, 3], opacity=0.7).encode(stroke=alt.Stroke("fill:N", scale=None))
    across = guide.encode(y=y).properties(data=alt.NamedData("levels"))
    down = guide.encode(x=x).properties(data=alt.NamedData("folds"))
    return _finished(alt.layer(across, down, *_points(x, y)), *_limits())


def _gel():
    x = _axis("x", "$xTitle", values=alt.ExprRef("xTicks"))
    y = _axis(
        "y",
        "$yTitle",
        values=alt.ExprRef("yTicks"),
        labelExpr="logY ? format(pow(10, datum.value), '~r') : datum.label",
    )
    trains = alt.Chart(alt.NamedData("trains")).mark_line(strokeCap="round").encode(
        x=x, y=y, detail="gene:N", order="order:Q",
        strokeWidth=alt.StrokeWidth("width:Q", scale=None), opacity=alt.Opacity("opacity:Q", scale=None),
        stroke=alt.Stroke("fill:N", scale=None),
    )  # fmt: skip
    limits = [alt.ExprRef("-limit"), alt.ExprRef("-limit/3"), 0, alt.ExprRef("limit/3"), alt.ExprRef("limit")]
    legend = alt.Legend(title="log₂ fold", orient="right", gradientLength=140)
    scale = alt.Scale(domain=limits, range=list(DIVERGING), clamp=True)
    fold = alt.Color("log2fc:Q", scale=scale, legend=legend)
    colour = alt.condition("isValid(datum.log2fc)", fold, alt.value("#999999"))
    ticks = alt.param("xTicks", value=[]), alt.param("yTicks", value=[]), alt.param("logY", value=False)
    layers = alt.layer(trains, *_points(x, y, colour))
    return _finished(layers, *_limits(), *ticks, alt.param("limit", value=1))


def _strip():
    x = _axis("x", "$xTitle")
    axis = alt.Axis(
        title=None,
        labelLimit=alt.ExprRef("room"),
        labelExpr="labels[datum.value]",
        ticks=False,
        domain=False,
        grid=True,
    )
    y = alt.Y("group:N", sort=None, axis=axis)
    offset = alt.YOffset("jitter:Q", scale=alt.Scale(domain=[-1, 1]))
    looks = {"opacity": alt.Opacity("opacity:Q", scale=None), "color": alt.Color("fill:N", scale=None)}
    gel = alt.Chart(alt.NamedData("gels")).encode(x=x, y=y, yOffset=offset, **looks)
    joined = gel.mark_line(strokeWidth=1).encode(detail="unit:N")
    hollow = gel.mark_point(size=26, filled=False, strokeWidth=1)
    animals = (
        alt.Chart(alt.NamedData("animals")).mark_point(filled=True, size=55).encode(x=x, y=y, yOffset=offset, **looks)
    )
    limits = alt.param("x0", value=0), alt.param("x1", value=1), alt.param("xTitle", value="")
    limits = *limits, alt.param("room", value=260), alt.param("labels", value=[])
    return _finished(alt.layer(animals, joined, hollow), *limits)


def _axis(channel: str, title: str, **axis):
    """A channel within limits that the page sets."""
    kind = {"x": alt.X, "y": alt.Y}[channel]
    domain = [alt.ExprRef(f"{channel}0"), alt.ExprRef(f"{channel}1")]
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    return kind(f"{channel}:Q", scale=scale, axis=alt.Axis(title=title, tickCount=6, **axis))


def _limits() -> list:
    """The parameters of a chart with two axes of numbers."""
    starts = {"x0": 0, "x1": 1, "y0": 0, "y1": 1, "xTitle": "", "yTitle": ""}
    return [alt.param(name, value=value) for name, value in starts.items()]


def _points(x, y, colour=None) -> list:
    """The layers of spots: themselves, rings for those in lists, and names of pinned ones."""
    looks = {"shape": alt.Shape("shape:N", scale=None), "size": alt.Size("size:Q", scale=None)}
    spots = alt.Chart(alt.NamedData("spots")).mark_point(filled=True).encode(
        x=x, y=y, color=colour or alt.Color("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None),
        strokeWidth=alt.StrokeWidth("edgeWidth:Q", scale=None), opacity=alt.Opacity("opacity:Q", scale=None), **looks,
    ).add_params(alt.selection_interval(name="brush", clear="window:pointerup"))  # fmt: skip
    rings = alt.Chart(alt.NamedData("rings")).mark_point(filled=False, strokeWidth=2).encode(
        x=x, y=y, stroke=alt.Stroke("fill:N", scale=None), **looks
    )  # fmt: skip
    names = alt.Chart(alt.NamedData("names")).encode(x=x, y=y, text="text:N")
    halo = names.mark_text(fontWeight="bold", strokeWidth=3, strokeJoin="round").encode(
        stroke=alt.Stroke("paper:N", scale=None)
    )
    words = names.mark_text(fontWeight="bold").encode(fill=alt.Fill("fill:N", scale=None))
    return [spots, rings, halo, words]


def _finished(chart, *params):
    title = alt.TitleParams(text="$title", subtitle="$subtitle", anchor="start", offset=8)
    chart = chart.add_params(*params, alt.param("title", value=""), alt.param("subtitle", value=[]))
    chart = chart.properties(
        width=300, height=300, title=title, autosize=alt.AutoSizeParams(type="fit", contains="padding")
    )
    return chart.configure_mark(invalid=None)


def _compiled(chart) -> dict:
    """A chart as Vega, on paper of no colour of its own."""
    spec = vl_convert.vegalite_to_vega(chart.to_dict())
    del spec["background"]
    return _with_titles(_with_placed_labels(spec))


def _with_titles(spec):
    """A specification in which a title `$name` has become the signal of that name."""
    if isinstance(spec, dict):
        return {key: _with_titles(value) for key, value in spec.items()}
    if isinstance(spec, list):
        return [_with_titles(one) for one in spec]
    named = TITLE.match(spec) if isinstance(spec, str) else None
    return {"signal": named[1]} if named else spec


def _with_placed_labels(spec: dict) -> dict:
    """A specification whose names move aside for each other, which Vega-Lite has no word for."""
    for mark in spec["marks"]:
        if mark["type"] == "text":
            mark["transform"] = [
                {
                    "type": "label",
                    "size": {"signal": "[width, height]"},
                    "anchor": [place for _ in OFFSETS for place in PLACES],
                    "offset": [offset for offset in OFFSETS for _ in PLACES],
                    "padding": 2,
                }
            ]
    return spec
