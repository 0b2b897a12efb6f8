#!/usr/bin/env python3
"""How much of what the expression network used lies where Action Units were measured.

Reads a table of `affect detect expression PICTURES --heat --out FILE.csv` and prints, for each expression read: the share of
the face's positive heat inside the regions of the Action Units measured on that face, the share of the face's area that those
regions cover (what chance would give), their ratio, and the share of all positive heat outside the face. Means over faces with
a 95 % interval from 2,000 resamplings of persons (seed 1); a picture's name up to its running number is the person.

    python3 bench/heat/overlap.py FILE.csv
"""
import csv
import random
import re
import sys
from collections import defaultdict

DRAWS = 2000


def person(name):
    return re.sub(r"_\d+\.\w+$", "", name.split("/")[-1])


def interval(groups, value):
    """95 % interval of value(rows), persons drawn with replacement."""
    rng = random.Random(1)
    keys = sorted(groups)
    drawn = sorted(value([row for key in rng.choices(keys, k=len(keys)) for row in groups[key]]) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS) - 1]


def mean(column):
    return lambda rows: sum(float(row[column]) for row in rows) / len(rows)


def ratio(rows):
    return mean("heat_in_units")(rows) / max(mean("area_of_units")(rows), 1e-9)


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["heat_off_face"]]
    by_label = defaultdict(list)
    for row in rows:
        by_label[row["label"]].append(row)
        by_label["all"].append(row)
    print("| read as | faces | with units | heat in their regions | their area | heat / area | heat off the face |")
    print("|---|---|---|---|---|---|---|")
    for label in sorted(by_label, key=lambda k: (k == "all", k)):
        of = by_label[label]
        shown = [row for row in of if row["heat_in_units"]]
        if len(shown) < 5:
            print(f"| {label} | {len(of)} | {len(shown)} | too few | | | |")
            continue
        groups, everyone = defaultdict(list), defaultdict(list)
        for row in shown:
            groups[person(row["image"])].append(row)
        for row in of:
            everyone[person(row["image"])].append(row)
        cells = [f"{mean(c)(shown):.2f} ({{0:.2f}}-{{1:.2f}})".format(*interval(groups, mean(c))) for c in ("heat_in_units", "area_of_units")]
        cells.append("{0:.2f} ({1:.2f}-{2:.2f})".format(ratio(shown), *interval(groups, ratio)))
        cells.append("{0:.2f} ({1:.2f}-{2:.2f})".format(mean("heat_off_face")(of), *interval(everyone, mean("heat_off_face"))))
        print(f"| {label} | {len(of)} | {len(shown)} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
