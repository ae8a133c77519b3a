"""A template may name what it is given, ask and repeat, and nothing else.

What it may say is looked through before it runs: no calls, no arithmetic, no assignments, none of the
filters that make text out of little. So it cannot reach anything but the contents, and ends after as many
steps as its loops take, which are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Const,
    nodes.Getattr, nodes.Getitem, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Filter,
)  # fmt: skip
_FILTERS = ("length", "count", "first", "last", "default", "d")
_LOOP = frozenset({"index", "index0", "revindex", "first", "last", "length"})
_COUNTED = "_counted"
_MOST_STEPS = 2_000_000
_MOST_TEXT = 200_000_000  # characters
_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;"}

Insert = Callable[[Any], str | None]


class RestraintError(TemplateError):
    """What a template may not do, in Chinese."""


class Missing(StrictUndefined):
    """A name that the contents do not have; whatever is done with it says so."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: Any, **_named: Any) -> NoReturn:
        raise RestraintError(f"模板用到了没有的内容“{self._undefined_name}”")

    __iter__ = __str__ = __len__ = __eq__ = __ne__ = __bool__ = _fail_with_undefined_error
    __hash__ = None  # type: ignore[assignment]


class Restrained(ImmutableSandboxedEnvironment):
    """Jinja for templates of strangers. *insert* gives the markup of what is no text, else None.

    Every text that is printed is escaped, its braces too: none can become markup or code.
    """

    def __init__(self, insert: Insert) -> None:
        super().__init__(autoescape=True, undefined=Missing, finalize=self._printed, cache_size=0)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters[_COUNTED] = self._steps
        self._insert = insert
        self._taken = 0
        self.template_class = _Measured

    def from_string(self, source: Any, *args: Any, **named: Any) -> Any:
        """The template; RestraintError where it says what it may not."""
        tree = self.parse(source) if isinstance(source, str) else source
        return super().from_string(_restrained(tree), *args, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b`` is ``a["b"]``: no template reaches an attribute."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What a mapping or a list of the contents holds there."""
        if isinstance(obj, Mapping | Sequence) and not isinstance(obj, str):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(obj=obj, name=str(argument))

    def _printed(self, value: Any) -> Any:
        if isinstance(value, Missing):
            return str(value)
        if isinstance(value, Markup):
            return value
        if isinstance(value, Mapping | list | tuple):
            raise RestraintError("模板把列表当作文字输出；请用 {%tr for … %} 逐行输出，或写明其中的哪一项")
        inserted = self._insert(value)
        if inserted is None and not isinstance(value, str | int):
            raise RestraintError("模板把不是文字的内容当作文字输出")
        return Markup(str(escape(str(value))).translate(_BRACES) if inserted is None else inserted)  # noqa: S704

    def _steps(self, items: Any) -> Iterator[Any]:
        """The items of a list of the contents; every one is a step."""
        if isinstance(items, Missing):
            iter(items)
        if not isinstance(items, list | tuple):
            raise RestraintError("模板只能对列表循环")
        for item in items:
            self._taken += 1
            if self._taken > _MOST_STEPS:
                raise RestraintError(f"模板循环超过{_MOST_STEPS}次，已停止")
            yield item


class _Measured(Template):
    """A template that stops where it prints too much."""

    def render(self, *args: Any, **named: Any) -> str:
        """The text."""
        pieces, size = [], 0
        for piece in self.generate(*args, **named):
            size += len(piece)
            if size > _MOST_TEXT:
                raise RestraintError("模板生成的内容过多，已停止")
            pieces.append(piece)
        return "".join(pieces)


def _restrained(tree: nodes.Template) -> nodes.Template:
    """The tree, with every loop counted."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _NODES):
            raise RestraintError(f"模板使用了不允许的写法（{type(node).__name__}）")
        if isinstance(node, nodes.Filter) and (node.name not in _FILTERS or node.node is None):
            raise RestraintError(f"模板使用了不允许的过滤器“{node.name}”")
        if isinstance(node, nodes.For) and node.recursive:
            raise RestraintError("模板不能使用递归循环")
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
    return tree
