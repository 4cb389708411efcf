import { steps, type Visit } from './visit.js';

const cellsOf = (version: string, { milliseconds, failure }: Visit): readonly string[] => [
  version,
  ...steps.map((step) => {
    const took = milliseconds[step];
    if (took !== undefined) return `${(took / 1000).toFixed(2)} s`;
    return failure?.step === step ? 'FAILED' : '–';
  }),
];

/** One line for each version of Node, with the time of each step; below it, why a step failed. */
export const matrixTable = (visits: ReadonlyMap<string, Visit>): string => {
  const rows = [['Node', ...steps], ...[...visits].map(([version, visit]) => cellsOf(version, visit))];
  const widths = [0, ...steps].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failures = [...visits].flatMap(([version, { failure }]) =>
    failure === undefined ? [] : [`Node ${version}, ${failure.step}: ${failure.reason}`],
  );
  return [lines.join('\n'), ...failures].join('\n\n');
};
