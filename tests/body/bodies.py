"""Bodies of pages as authors write them, put together from what Markdown and Hugo have."""

from hypothesis import strategies as st

_INLINE = st.sampled_from(
    ["word", "a *word*", "**bold word**", "`code [x](/no/)`", "[word](/talk/mud/)", "![word](fig.png 'A title')", "[word][ref]", "note[^1]",
     "中文 word。", "<b>word</b>", "{{< ref \"a\" >}}", "{{% icon word %}}", "{{</* x */>}}", "https://example.org/", "$a_1 * b_2$", "a\\*b", "&amp;", "<!-- word -->"]
)  # fmt: skip
_LINES = st.lists(_INLINE, min_size=1, max_size=4).map(" ".join)
_PARAGRAPHS = st.lists(_LINES, min_size=1, max_size=3).map("\n".join)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _item(text: str) -> str:
    return "- " + "\n".join(f"  {line}" if line else "" for line in text.split("\n"))[2:]


_LEAVES = st.one_of(
    _PARAGRAPHS,
    _LINES.map(lambda line: f"## {line}"),
    st.sampled_from(["Word\n====", "word\n---", "\n---\n", "<!--more-->", "[ref]: /d/ 'word'", "[^1]: A word.", "| a | word |\n|---|---|\n| c | d |"]),
    _PARAGRAPHS.map(lambda text: f"```md\n{text}\n```"),
    _LINES.map(lambda text: f"    {text}"),
    _LINES.map(lambda text: f"<div>\n{text}\n</div>"),
    _PARAGRAPHS.map(lambda text: "{{% callout note %}}\n" + text + "\n{{% /callout %}}"),
    st.sampled_from(["{{< alert \"warning\" >}}word{{< /alert >}}", "{{< figure library=\"1\" src=\"a.png\" title=\"A word\" >}}", "{{< Alert >}}\n\nword\n\n{{< /Alert >}}",
                     "{{< diagram >}}\ngraph TD\n  a-->word\n{{< /diagram >}}", "```mermaid\ngraph TD\n```", "{{< x.inline >}}{{ .Page }}{{< /x.inline >}}"]),
)  # fmt: skip
_BLOCKS = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, min_size=1, max_size=3).map("\n\n".join).flatmap(lambda t: st.sampled_from([_quoted(t), _item(t)])), max_leaves=6
)  # fmt: skip


def bodies() -> st.SearchStrategy[str]:
    """A body; the line ends are those of one system, and the last one may be missing."""
    parts = st.lists(_BLOCKS, max_size=5)
    joined = st.tuples(parts, st.sampled_from(["\n\n", "\n"]), st.sampled_from(["\n", ""])).map(
        lambda d: d[1].join(d[0]) + d[2]
    )
    return st.tuples(joined, st.sampled_from(["\n", "\r\n"])).map(lambda d: d[0].replace("\n", d[1]))
