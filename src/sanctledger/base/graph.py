"""Links between records as a graph; links on a cycle have no effect."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[str, Iterable[str]]


def cycles(graph: Graph) -> list[tuple[str, ...]]:  # noqa: C901 - Tarjan's algorithm in one piece
    """Return the groups of nodes that reach each other, each sorted; a node with a link to itself is a group.

    This is the algorithm of Tarjan without recursion (Tarjan 1972, doi:10.1137/0201010).
    """
    graph = {node: inner for node, targets in graph.items() if (inner := [one for one in targets if one in graph])}
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in graph:
        if root in order:
            continue
        work = [(root, iter(graph.get(root, ())))]
        order[root] = low[root] = len(order)
        stack.append(root)
        waiting.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    waiting.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in waiting:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        waiting.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    if len(group) > 1 or node in graph.get(node, ()):
                        found.append(tuple(sorted(group)))
    return sorted(found)


def acyclic(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return the graph without links on a cycle and without repeated links; nodes without links are left out."""
    group_of = {node: number for number, group in enumerate(cycles(graph)) for node in group}
    kept: dict[str, tuple[str, ...]] = {}
    for node, targets in graph.items():
        free = tuple(
            dict.fromkeys(
                target for target in targets if node not in group_of or group_of.get(target) != group_of[node]
            )
        )
        if free:
            kept[node] = free
    return kept


def inverted(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return the nodes with a link to each node, sorted, so that no answer depends on the order of records."""
    back: dict[str, list[str]] = {}
    for node, targets in graph.items():
        for target in targets:
            back.setdefault(target, []).append(node)
    return {target: tuple(sorted(nodes)) for target, nodes in back.items()}


def closure(start: Iterable[Node], links: Callable[[Node], Iterable[Node]]) -> tuple[Node, ...]:
    """Return the nodes that can be reached from some nodes, those included, each once.

    Each node comes before the nodes that are reached only through it.

    Args:
        start: The nodes to begin with.
        links: Returns the nodes that a node points at.
    """
    found: dict[Node, None] = {}
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += links(node)
    return tuple(found)


def bottom_up(start: Node, needs: Callable[[Node], Iterable[Node]], known: Container[Node]) -> Iterator[Node]:
    """Return a node and all that it needs, each after the nodes that it needs, without recursion.

    The caller must add each node to `known` before it asks for the next. Chains in a ledger may be longer than the
    stack of Python is deep, so values along a chain are not computed by recursion.

    Args:
        start: The node whose value is wanted.
        needs: Returns the nodes whose values must be known before the value of a node. There must be no cycle.
        known: The nodes whose values are known; they are left out.
    """
    waiting = [start]
    while waiting:
        node = waiting[-1]
        if node in known:
            waiting.pop()
        elif ahead := [other for other in needs(node) if other not in known]:
            waiting += ahead
        else:
            yield waiting.pop()
