"""The JavaScript that draws the charts."""


def vega_script() -> str:
    """JavaScript that puts Vega's `View` and `parse` under `window.vega`.

    Vega alone is two thirds of the bytes of what vl-convert inlines by default, and made in half the time. vl-convert
    1.9 has no word for it (its `vega` is empty), so this takes the module from where it keeps it.
    """
    import vl_convert

    module = f"/npm/vega@{vl_convert.get_vega_version()}/+esm.js"
    script = vl_convert.javascript_bundle(f'import {{View, parse}} from "{module}"; window.vega = {{View, parse}};')
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("the JavaScript of Vega can't stand within a page as it is")
    return script
