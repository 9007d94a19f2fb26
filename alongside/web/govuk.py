"""The GOV.UK components as callables: `govukRadios({...}) -> Markup`, parameters as their documentation has them.

They are compiled in an environment of their own because they expect forgiving names, which ours is not.
"""

from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader


@cache
def macros() -> dict[str, Any]:
    """Every macro by name. Compiled once in each process."""
    theirs = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found: dict[str, Any] = {}
    for name in theirs.list_templates(filter_func=lambda name: name.endswith("/macro.html")):
        module = theirs.get_template(name).module
        found.update({macro: value for macro, value in vars(module).items() if macro.startswith("govuk")})
    return found
