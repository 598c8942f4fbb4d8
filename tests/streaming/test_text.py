from markdown_it import MarkdownIt

from gradflow.streaming.text import html


def test_markdown_is_html():
    assert html("**Vanishing:** `relu`") == "<p><strong>Vanishing:</strong> <code>relu</code></p>\n"
    assert html("one\n\n- two\n- three") == "<p>one</p>\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>\n"
    assert html("") == ""


def test_a_stranger_s_text_is_text():
    assert "<script>" not in html("<script>alert(1)</script> <img src=x onerror=alert(1)>")
    assert 'href="javascript' not in html("[a](javascript:alert(1))")


def test_a_formula_is_left_to_the_browser():
    assert html(r"so $\underbrace{a_1}_{b_2} < 3$ it is") == (
        '<p>so <span class="formula">\\underbrace{a_1}_{b_2} &lt; 3</span> it is</p>\n'
    )


def test_plain_words_are_a_paragraph_as_markdown_would_make_it():
    for plain in (
        "47 of 300 steps · loss 2.3 & accuracy 15%",
        "已训练 47 步",
        "- one",
        "1. one",
        "# one",
        "a\nb",
        "one ",
    ):
        assert html(plain) == MarkdownIt("commonmark", {"html": False}).render(plain)


def test_sentences_that_differ_in_numbers_are_rendered_as_markdown_would():
    for said in (
        "**Vanishing:** layer 3 gets 1/4 800",
        "1. one\n2. two 20\n\n 10) ten",
        "[layer 12](#layer-12) and `x_1` 7",
        "at 0.5 & 3 &#49; &frac12; 12",
        "- 4 of 5\n- **6**",
        "2 * 3 * 4 and 5_6_7 \\8",
        "12\n34\n===",
        "<https://a.b/12> 3 <b>4</b>",
        "[x]: /a12\n\n[x] 3",
    ):
        assert html(said) == MarkdownIt("commonmark", {"html": False}).render(said), said
