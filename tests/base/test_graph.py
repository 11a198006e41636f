"""Links as a graph, held against what can be walked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanctledger.base.graph import acyclic, bottom_up, closure, cycles, inverted

nodes = st.sampled_from("abcdef")
graphs = st.dictionaries(nodes, st.lists(nodes, max_size=4), max_size=6)


def reachable(graph: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += graph.get(node, ())
    return found


@given(graphs)
def test_cycles_are_the_groups_of_nodes_that_reach_each_other(graph: dict[str, list[str]]):
    every = {*graph, *(node for targets in graph.values() for node in targets)}
    groups = {
        tuple(sorted(other for other in every if other in reachable(graph, node) and node in reachable(graph, other)))
        for node in every
        if node in reachable(graph, node)
    }
    assert set(cycles(graph)) == groups


@given(graphs)
def test_what_is_left_has_no_cycle_and_loses_no_other_link(graph: dict[str, list[str]]):
    kept = acyclic(graph)
    assert cycles(kept) == []
    for node, targets in graph.items():
        free = [target for target in dict.fromkeys(targets) if node not in reachable(graph, target) and node != target]
        assert list(kept.get(node, ())) == free


@given(graphs)
def test_inverted_links_point_back(graph: dict[str, list[str]]):
    back = inverted(graph)
    assert {(node, target) for node, targets in graph.items() for target in targets} == {
        (node, target) for target, origins in back.items() for node in origins
    }


def test_a_long_chain_needs_no_recursion():
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert cycles(chain) == []
    assert cycles(chain | {"50000": ["0"]})[0][:1] == ("0",)


def test_a_closure_has_each_node_that_can_be_reached_once() -> None:
    graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["a"], "x": ["a"]}
    found = closure(["a"], lambda node: graph[node])
    assert found[0] == "a"
    assert sorted(found) == ["a", "b", "c", "d"]
    assert closure([], lambda node: graph[node]) == ()


def test_bottom_up_gives_each_node_after_the_nodes_that_it_needs() -> None:
    needs = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
    depth: dict[str, int] = {}
    for node in bottom_up("a", lambda node: needs[node], depth):
        depth[node] = 1 + max((depth[other] for other in needs[node]), default=0)
    assert depth == {"a": 3, "b": 2, "c": 2, "d": 1}
    assert list(bottom_up("a", lambda node: needs[node], depth)) == []
