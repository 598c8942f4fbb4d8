"""Rows that have names or numbers of their own."""

from tests.tasks.brought.file import XYZ, Brought, table, x

FILES: dict[str, Brought] = {
    "R's row names of a subset": Brought(
        table('"","x","y"', lambda i: f'"{(3 * i + 1)}",{x(i)},"{"ab"[i // 15]}"'),
        "#1|x|y",
        XYZ,
        "classes",
        "a b",
        "label input target",
    ),
    "R's header, one cell short": Brought(
        table('"x" "y"', lambda i: f'"{3 * i + 1}" {x(i)} "{"ab"[i // 15]}"'),
        "#1|x|y",
        XYZ,
        "classes",
        "a b",
        "label input target",
    ),
    "ids from 100 on": Brought(
        table("sample,x,y", lambda i: f"{100 + i},{x(i)},{i % 7}.5"), "sample|x|y", XYZ, roles="counting input target"
    ),
    "ids in no order": Brought(
        table("patient_id,x,y", lambda i: f"{(7919 * i) % 10007},{x(i)},{i % 7}.5"),
        "patient_id|x|y",
        XYZ,
        roles="identity input target",
    ),
    "a customer's numbers": Brought(
        table("Kunden-Nr;x;y", lambda i: f"{10000 + 3 * i};{x(i)};{i % 7},5".replace(".", ",")),
        "Kunden-Nr|x|y",
        XYZ,
        roles="identity input target",
    ),
    "orders, in Chinese": Brought(
        table("订单号,信号,y", lambda i: f"{5000 + i * i},{x(i)},{i % 7}.5"),
        "订单号|信号|y",
        {"信号": XYZ["x"]},
        roles="identity input target",
    ),
    "names at the end, as in auto-mpg": Brought(
        table(
            "",
            lambda i: (
                f"{x(i)}   {4 + i % 3}   {300 + i * i}.0      {'?' if i == 7 else 130 + i % 3}  {1 + i % 3}\t"
                f'"ford {i} pinto"'
            ),
        ),
        "#1|#2|#3|#4|#5|#6",
        {"#6": ("ford 0 pinto",)},
        "classes",
        "1 2 3",
        "input input input input target wordy",
    ),
}
