"""Published files lose what nobody reads, and nothing else."""

from handbook.site_smaller import smaller_css, smaller_html, smaller_js


def test_a_style_sheet_keeps_its_rules_and_its_strings():
    css = '/* why */\na, b > i { color: red; }\n\n@media (min-width: 40em) { p::before { content: "/ { x: y; }" / ""; } }\n'  # noqa: E501
    small = 'a,b>i{color:red}@media (min-width:40em){p::before{content:"/ { x: y; }" / ""}}'
    assert smaller_css(css) == small
    assert smaller_css("p { inline-size: calc(1rem + 2px) } a :hover { top: 0 }") == (
        "p{inline-size:calc(1rem + 2px)}a :hover{top:0}"
    )


def test_a_page_keeps_its_line_breaks_and_its_preformatted_text():
    page = "<p>one\n    two\n <a>d</a></p>\n\n\n<pre>a\n\n  <p>b</pre>\n  <p>c\n</p>"
    assert smaller_html(page) == "<p>one\ntwo\n<a>d</a></p>\n<pre>a\n\n  <p>b</pre><p>c</p>"


def test_end_tags_go_that_browsers_put_in_by_themselves():
    page = "<ul><li>a <ul><li>b</li></ul></li><li>c</li></ul><p>d</p>"
    assert smaller_html(page) == "<ul><li>a <ul><li>b</ul><li>c</ul><p>d</p>"


def test_a_script_loses_lines_that_are_only_a_comment():
    script = '// what it does\n(function () {\n  // why\n  var a = "x // y"; // here\n\n})();\n'
    assert smaller_js(script) == '(function () {\nvar a = "x // y"; // here\n})();\n'
