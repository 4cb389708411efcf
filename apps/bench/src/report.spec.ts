import { expect, it } from '@jest/globals';
import { reportText, type Results } from './report.js';

const some = { median: 0.8, least: 0.7, most: 0.9 };
const nothing: Results = {
  comparisons: [],
  reading: undefined,
  scale: undefined,
  ingest: undefined,
  billing: undefined,
  pace: { seconds: 4, pairs: 5 },
};
const ingest = {
  name: 'ingest',
  goal: 0.7,
  ratio: some,
  ingestRowsPerSecond: some,
  copyRowsPerSecond: some,
  megabytes: 150,
};

it('a report keeps the parts that were not measured this time, in their order', () => {
  const old = `# Performance\n\nwords\n\n## A million invoices\n\nas it was\n\n## Calls that come in\n\nold figures\n\n## How to run it\n\nwords\n`;
  const report = reportText({ ...nothing, ingest }, old, 'a machine');

  expect(report.match(/^## .*$/gm)).toEqual(['## A million invoices', '## Calls that come in', '## How to run it']);
  expect(report).toContain('## A million invoices\n\nas it was\n\n## Calls');
  expect(report).toContain('0.80 (0.70–0.90)');
  expect(report).not.toContain('old figures');
  expect(reportText(nothing, report, 'another machine')).toBe(report);
});
