"""Which character parts cells, and which decimals from thousands."""

from tests.tasks.brought.file import XYZ, Brought, german, table, x

FILES: dict[str, Brought] = {
    "German marks": Brought(
        table("km;l", lambda i: f"{['2.155', '980', '1.310'][i % 3]};{19 + i % 5},47"),
        "km|l",
        {"km": (2155, 980, 1310), "l": (19.47, 20.47)},
        said="open",
    ),
    "German marks in the same column": Brought(
        table("p;y", lambda i: f"1.{200 + 7 * i},50;{german(x(i))}"), "p|y", {"p": (1200.5, 1207.5)}
    ),
    "thousands between tabs": Brought(
        table("p\ty", lambda i: f"{1 + i % 5},{234 + i}\t{x(i)}"), "p|y", {"p": (1234, 2235)}, said="open"
    ),
    "thousands between quotation marks": Brought(
        table("p,y", lambda i: f'"{1 + i % 5},{234 + i}",{x(i)}'), "p|y", {"p": (1234, 2235)}, said="open"
    ),
    "three decimals between commas are decimals": Brought(
        table("p,y", lambda i: f"{1 + i % 7}.{234 + i},{x(i)}"), "p|y", {"p": (1.234, 2.235)}
    ),
    "millions": Brought(table("p;y", lambda i: f"1.{234 + i}.567;{i % 7},5"), "p|y", {"p": (1234567, 1235567)}),
    "Swiss and French groups": Brought(
        table("p;q;y", lambda i: f"1'{234 + i}.5;1\u202f{234 + i},5;{x(i)}"), "p|q|y", {"p": (1234.5,), "q": (1234.5,)}
    ),
    "sep= as Excel says it": Brought(table("sep=;\nx;y", lambda i: f"{german(x(i))};{i % 7},5"), "x|y", XYZ),
    "trailing delimiters": Brought(table("x,y,", lambda i: f"{x(i)},{i % 7}.5,"), "x|y", XYZ),
    "trailing delimiters below a shorter header": Brought(table("x;y", lambda i: f"{x(i)};{i % 7}.5;"), "x|y", XYZ),
    "blanks": Brought(table("x   y", lambda i: f" {x(i)}  {i % 7}.5 "), "x|y", XYZ),
    "many missing at the end of lines": Brought(
        table("x,z,y", lambda i: f"{x(i)},,{i % 7}.5"), "x|z|y", {"z": (None,)}, roles="input sparse target"
    ),
}
