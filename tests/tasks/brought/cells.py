"""Cells that are not plain numbers; classes and numbers to learn."""

from tests.tasks.brought.file import XYZ, Brought, german, table, x

FILES: dict[str, Brought] = {
    **{
        f"a missing cell as {mark or 'nothing'}": Brought(
            table("x,z,y", lambda i, mark=mark: f"{x(i)},{mark if i == 1 else 3 * i * i},{i % 7}.5"),
            "x|z|y",
            {"z": (0, None, 12)},
        )
        for mark in ("NA", "#N/A", ".", "−", "-", "?", "null", "", "N/A", "#DIV/0!", "NaN", "--")
    },
    "a total": Brought(
        table("r,x,y", lambda i: f"{'nsew'[i % 4]},{x(i)},{i % 7}.5", f"Total,{150},{90}"),
        "r|x|y",
        XYZ,
        said="totals",
    ),
    "a total in a column of numbers": Brought(
        table("x,z,y", lambda i: f"{x(i)},{3 * i * i},{i % 7}.5", "Total,9999,90"),
        "x|z|y",
        {**XYZ, "z": (0, 3)},
        said="totals",
    ),
    "a stray text": Brought(
        table("x,z,y", lambda i: f"{x(i)},{'broken' if i == 3 else 3 * i * i},{i % 7}.5"),
        "x|z|y",
        {"z": (0, 3, 12, None)},
        said="strays",
    ),
    "percent": Brought(table("p,y", lambda i: f"{i % 11}.5 %,{x(i)}"), "p|y", {"p": (0.5, 1.5)}),
    "dollars": Brought(table("p,y", lambda i: f'"$1,{234 + i}.50",{x(i)}'), "p|y", {"p": (1234.5, 1235.5)}),
    "euros": Brought(table("p;y", lambda i: f"1.{234 + i},50 €;{german(x(i))}"), "p|y", {"p": (1234.5, 1235.5)}),
    "currencies by their codes": Brought(table("p,y", lambda i: f"USD {i % 11}.5,{x(i)}"), "p|y", {"p": (0.5, 1.5)}),
    "two currencies": Brought(
        table("p,x,y", lambda i: f"{'$€'[i % 2]}{i},{x(i)},{i % 7}.5"),
        "p|x|y",
        {},
        roles="wordy input target",
        said="units",
    ),
    "minus signs of typesetters": Brought(
        table("x,y", lambda i: f"−{i % 11}.5,–{x(i)}"), "x|y", {"x": (-0.5, -1.5), "y": (-5.0,)}
    ),
    "what bookkeepers write": Brought(
        table("x,y", lambda i: f'"({1 + i % 11}.50)",{x(i)}'), "x|y", {"x": (-1.5, -2.5)}
    ),
    "wide digits": Brought(table("x,y", lambda i: f"１{i % 10}．５,{x(i)}"), "x|y", {"x": (10.5, 11.5)}),
    "-9999": Brought(
        table("x,z,y", lambda i: f"{x(i)},{-9999 if i in (1, 5) else 3 * i},{i % 7}.5"),
        "x|z|y",
        {"z": (0, None, 6)},
        said="sentinel",
    ),
    "999": Brought(
        table("x,age,y", lambda i: f"{x(i)},{999 if i in (1, 5) else 20 + 7 * i % 60},{i % 7}.5"),
        "x|age|y",
        {"age": (20, None)},
        said="sentinel",
    ),
    "yes, Yes and no": Brought(
        table("x,y", lambda i: f"{x(i)},{('yes', 'Yes', 'no', 'yes')[i % 4]}"),
        "x|y",
        {"y": ("yes", "yes", "no")},
        "classes",
        "no yes",
        said="spelled",
    ),
    "1, true and 0": Brought(
        table("x,y", lambda i: f"{x(i)},{('1', 'true', '0')[i % 3]}"),
        "x|y",
        {"y": ("true", "true", "false")},
        "classes",
        "false true",
        said="spelled",
    ),
    "ja, Ja and nein": Brought(
        table("x;y", lambda i: f"{x(i)};{('ja', 'nein', 'Ja ')[i % 3]}"),
        "x|y",
        {},
        "classes",
        "ja nein",
        said="spelled",
    ),
    "Setosa and setosa": Brought(
        table("x,y", lambda i: f"{x(i)},{('setosa', 'Setosa', 'virginica')[i % 3]}"),
        "x|y",
        {},
        "classes",
        "setosa virginica",
        said="spelled",
    ),
    "A and a are two": Brought(table("x,y", lambda i: f"{x(i)},{'Aab'[i % 3]}"), "x|y", {}, "classes", "A a b"),
    "2 to the 63": Brought(
        table("x,y", lambda i: f"{x(i)},{2**63 + i % 3}"),
        "x|y",
        {},
        "classes",
        "9223372036854775808 9223372036854775809 9223372036854775810",
        said="digits",
    ),
    "11 whole numbers": Brought(table("x,y", lambda i: f"{x(i)},{i % 11}", rows=66), "x|y", {}, said="whole"),
    "26 letters": Brought(
        table("x,y", lambda i: f"{x(i)},{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[min(i % 26, 25 - i % 26 + i % 3)]}", rows=780),
        "x|y",
        {},
        "classes",
        said="frequent",
    ),
}
