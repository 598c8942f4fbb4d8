"""In what encoding, and what stands above and below the numbers."""

from tests.tasks.brought.file import XYZ, Brought, german, table, two, x

FILES: dict[str, Brought] = {
    "UTF-16": Brought(
        table("x\tArt", lambda i: f"{x(i)}\t{two(i)}", encoding="utf-16"), "x|Art", XYZ, "classes", "no yes"
    ),
    "UTF-16 without its mark": Brought(
        table("x,y", lambda i: f"{x(i)},{two(i)}", encoding="utf-16-le"), "x|y", XYZ, "classes", "no yes"
    ),
    "UTF-8 with its mark": Brought(
        table("x,größe", lambda i: f"{x(i)},{i % 7}.5", encoding="utf-8-sig"), "x|größe", XYZ
    ),
    "GB18030": Brought(
        table("x,种类", lambda i: f"{x(i)},{('山鸢尾', '变色鸢尾')[i % 2]}", encoding="gb18030"),
        "x|种类",
        XYZ,
        "classes",
        "变色鸢尾 山鸢尾",
        said="guessed",
    ),
    "Windows-1252": Brought(
        table("x;Größe", lambda i: f"{german(x(i))};{('groß', 'mäßig')[i % 2]}", encoding="cp1252"),
        "x|Größe",
        XYZ,
        "classes",
        "groß mäßig",
        said="guessed",
    ),
    "Windows-1252 with one euro": Brought(
        table("Preis;y", lambda i: f"{german(x(i))} €;{i % 7},5", encoding="cp1252"),
        "Preis|y",
        {"Preis": (5.0,)},
        said="guessed",
    ),
    "a head of counts and classes": Brought(
        table("30,2,a,b", lambda i: f"{x(i)},{i % 7}.5,{i % 2}"), "#1|#2|#3", {"#3": ("a", "b")}, "classes", "a b"
    ),
    "years as names": Brought(
        table("2019,2020,2021", lambda i: f"{x(i)},{100 + 3 * i},{i % 7}.5"), "2019|2020|2021", {"2019": (5.0,)}
    ),
    "places as names": Brought(table("0,1,2", lambda i: f"{x(i)},{100 + 3 * i},{i % 7}.5"), "0|1|2", {"0": (5.0,)}),
    "no header above texts": Brought(
        table("", lambda i: f"{'xbs'[i % 3]},{'yns'[i % 3]},{'pe'[i % 2]}"),
        "#1|#2|#3",
        {"#3": ("p", "e")},
        "classes",
        "e p",
        said="unnamed",
    ),
    "a header above texts": Brought(
        table("cap,odor,class", lambda i: f"{'xbs'[i % 3]},{'yns'[i % 3]},{'pe'[i % 2]}"),
        "cap|odor|class",
        {},
        "classes",
        "e p",
    ),
    "a comment first": Brought(
        table("# made by a logger, v2, 2020\nx,y", lambda i: f"{x(i)},{i % 7}.5"), "x|y", XYZ, said="comments"
    ),
    "a comment between": Brought(table('x,y\n# it"s new', lambda i: f"{x(i)},{i % 7}.5"), "x|y", XYZ, said="comments"),
    "names in a comment, as NumPy writes": Brought(table("# x y", lambda i: f"{x(i)} {i % 7}.5"), "x|y", XYZ),
    "colours, not comments": Brought(
        table("", lambda i: f"{('#ff0000', '#00ff00')[i % 2]},{x(i)}"), "#1|#2", {"#1": ("#ff0000",)}
    ),
    "a title and a source": Brought(
        table("Flowers of Gaspé\n\nx,z,y", lambda i: f"{x(i)},{i * i},{i % 7}.5", "Source: the botanist"),
        "x|z|y",
        XYZ,
        said="notes",
    ),
    "names said twice": Brought(table("x #3,x,x", lambda i: f"{x(i)},{i * i},{i % 7}.5"), "x #3|x|x #3 #3", {}),
}
