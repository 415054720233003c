"""The site's templates as Python code: compiled once for all languages, and quicker than Jinja's own code.

Jinja's code asks the environment for every attribute, calls every function through the context and wraps all that it
escapes; on a page those are thousands of steps. Here an attribute is an attribute, a function is called, and what is
escaped is a plain string. The templates are the package's own, so nothing is lost: a view without the attribute is a
bug, as it was, and raises AttributeError.

``t("key")`` becomes a look-up among words that are escaped already, so that one code speaks every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

from site_builder.rendering.escaping import as_markup
from site_builder.store import key, software
from site_builder.store.pycache import once

_HERE = Path(str(resources.files("site_builder")))
_FOLDERS = ("pages", "partials")


def macro_of(function: Callable[..., str], names: tuple[str, ...]) -> Callable[..., Markup]:
    """A macro, from the function that Jinja made of it: that takes all arguments, by position, or ``missing``."""
    count = len(names)

    def macro(*given: object, **named: object) -> Markup:
        if len(given) < count:
            given += tuple([named.pop(name, missing) for name in names[len(given) :]])
        if named:
            raise TypeError(f"a macro of {', '.join(names)} takes no {', '.join(named)}")
        return as_markup(function(*given))

    return macro


class _Writer(CodeGenerator):
    """Writes a template's code. What a page does often is overridden, the rest is Jinja's."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The module: what its code needs beside Jinja's own."""
        self.writeline("from site_builder.rendering.escaping import escaped")
        self.writeline(f"from {__name__} import macro_of")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """``a.b``."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """``f(a, b=c)``; ``t("key")`` with nothing to fill in is looked up."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            self.fail("calls take plain arguments here", node.lineno)
        if key := _said(node):
            self.write(f"environment.said[{key!r}]")
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A plain function."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("macros take plain arguments here", macro_ref.node.lineno)
        self.write(f"macro_of(macro, {tuple(argument.name for argument in macro_ref.node.args)!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _said(node):
            self.write("escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _said(node):
            self.write(")")


def _said(node: nodes.Expr) -> str:
    """The key of words that a call of ``t`` asks for as they are; else empty."""
    match node:
        case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], kwargs=[]):
            return key
    return ""


class Templates(jinja2.Environment):
    """The templates of the package in one language. ``said``: the interface's words by key, as HTML."""

    code_generator_class = _Writer

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__(
            loader=_Loader(),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.said = said
        self.template_class = _Template
        self._found: dict[str, jinja2.Template] = {}

    def warm(self) -> None:
        """Load every template now: before processes are forked, which would each do so."""
        for name in _names():
            self.get_template(name)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> jinja2.Template:  # noqa: A002
        # Every page asks for a dozen templates. Jinja's own cache is made for templates that change.
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super()._load_template(name, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own, not a chain of mappings: every name that a macro uses is looked up in it."""
        return self.globals


class _Template(jinja2.Template):
    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:
        # Macros take all that they print as arguments or globals: one module serves every page.
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Loader(jinja2.BaseLoader):
    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, None]:
        return _source(template), None, None

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        return environment.template_class.from_code(environment, _compiled(name), environment.make_globals(globals))


def _names() -> Iterator[str]:
    for folder in _FOLDERS:
        for file in sorted((_HERE / "templates" / folder).glob("*.html")):
            yield f"{folder}/{file.name}"


def _source(name: str) -> str:
    return (_HERE / "templates" / name).read_text("utf-8")


def _compiled(name: str) -> CodeType:
    return _all_compiled()[name]


@cache
def _all_compiled() -> Mapping[str, CodeType]:
    """The code of every template, by its name. It follows from the software alone: made once for each version."""
    templates = Templates({})
    names = tuple(_names())
    return once(
        "templates/own",
        key("templates", software()),
        lambda: {name: templates.compile(_source(name), name, name) for name in names},
    )
