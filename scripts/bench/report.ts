/** One line of a table: what was measured, and how it compares with the first line of its group. */
export interface Row {
  name: string;
  /** In the unit of its group; the median of all rounds. */
  value: number;
  /** Value divided by that of the group's first row, round by round: under 1 is less than that one. */
  ratio?: { median: number; best: number; worst: number };
}

/** Lines that compare with one another. */
export interface Group {
  title: string;
  unit: string;
  rows: Row[];
}

const number = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });
const ratio = (value: number | undefined) => value?.toFixed(2) ?? "";

function line(...cells: string[]): string {
  const [name = "", ...rest] = cells;
  return (name.padEnd(62) + rest.map((cell) => cell.padStart(10)).join("")).trimEnd();
}

/** The table as text. */
export function format(groups: Group[]): string {
  const lines = groups.flatMap(({ title, unit, rows }) => [
    "",
    line(title, unit, ...(rows.some((row) => row.ratio) ? ["ratio", "best", "worst"] : [])),
    ...rows.map((row) =>
      line(
        `  ${row.name}`,
        number(row.value),
        ratio(row.ratio?.median),
        ratio(row.ratio?.best),
        ratio(row.ratio?.worst),
      ),
    ),
  ]);
  return lines.join("\n");
}
