import type { Billing } from './billing/billing.js';
import { periods } from './billing/catching-up.js';
import type { AgainstComparison } from './against/against.js';
import type { Comparison } from './pairs.js';
import type { Reading } from './reading/reading.js';
import { depth } from './scale/depth.js';
import { memoryRequests } from './scale/memory.js';
import type { Scale } from './scale/scale.js';
import type { Spread } from './statistics.js';
import type { IngestSpeed } from './usage/ingest.js';

const spread = ({ median, least, most }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

const verdict = (isMet: boolean): string => (isMet ? 'met' : '**missed**');

/** A Markdown table whose columns line up in a terminal as well. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

export const ratioTable = (comparisons: readonly Comparison[]): string =>
  table(
    ['case', 'ratio', 'goal', 'result', 'app, µs', 'floor, µs', 'app, requests/s', 'floor, requests/s'],
    comparisons.map(({ name, goal, app, reference, ratio }) => [
      name,
      spread(ratio, 2),
      `≤ ${goal.toFixed(2)}`,
      verdict(ratio.median <= goal),
      spread(app.cpuMicroseconds, 0),
      spread(reference.cpuMicroseconds, 0),
      app.requestsPerSecond.median.toFixed(0),
      reference.requestsPerSecond.median.toFixed(0),
    ]),
  );

export const readingTable = ({ name, goal, ratio, sdkMicroseconds, parseMicroseconds }: Reading): string =>
  table(
    ['case', 'ratio', 'goal', 'result', 'SDK, µs', 'JSON.parse, µs'],
    [
      [
        name,
        spread(ratio, 2),
        `≤ ${goal.toFixed(2)}`,
        verdict(ratio.median <= goal),
        spread(sdkMicroseconds, 0),
        spread(parseMicroseconds, 0),
      ],
    ],
  );

export const ingestTable = ({
  name,
  goal,
  ratio,
  ingestRowsPerSecond,
  copyRowsPerSecond,
  megabytes,
}: IngestSpeed): string =>
  table(
    ['case', 'ratio', 'goal', 'result', 'CLI, rows/s', 'COPY, rows/s', 'memory of the CLI, MB'],
    [
      [
        name,
        spread(ratio, 2),
        `≥ ${goal.toFixed(2)}`,
        verdict(ratio.median >= goal),
        spread(ingestRowsPerSecond, 0),
        spread(copyRowsPerSecond, 0),
        megabytes.toFixed(0),
      ],
    ],
  );

export const filterTable = ({ filters }: Scale): string =>
  table(
    ['filter by', 'page found by', 'count found by', 'result', 'ms, whole answer'],
    filters.map(({ name, wanted, page, count, milliseconds }) => [
      name,
      page,
      count,
      verdict(page === wanted && (count === wanted || count === '–')),
      milliseconds.toFixed(1),
    ]),
  );

/** Answers that differ are told below the table: their times say little. */
export const againstTable = (comparisons: readonly AgainstComparison[]): string => {
  const figures = table(
    [
      'case',
      'processor time',
      'goal',
      'result',
      'speed',
      'now, µs',
      'before, µs',
      'now, requests/s',
      'before, requests/s',
    ],
    comparisons.map(({ name, goal, app, reference, ratio, speedRatio }) => [
      name,
      spread(ratio, 3),
      `≤ ${goal.toFixed(2)}`,
      verdict(ratio.median <= goal),
      spread(speedRatio, 3),
      spread(app.cpuMicroseconds, 0),
      spread(reference.cpuMicroseconds, 0),
      app.requestsPerSecond.median.toFixed(0),
      reference.requestsPerSecond.median.toFixed(0),
    ]),
  );
  const differences = comparisons.flatMap(({ name, differences }) =>
    differences.map((difference) => `${name} is answered differently, now / before: ${difference}`),
  );
  return [figures, ...differences].join('\n\n');
};

const maximumMegabytes = 220;
const maximumDepthRatio = 1.2;
const maximumMillisecondsToReady = 1_500;
/** Garbage collection lets the memory of a process go up and down by more than a little. */
const flatness = 1.1;

export const scaleTable = ({ depth: ratio, memory, millisecondsToReady }: Scale): string =>
  table(
    ['question', 'found', 'goal', 'result'],
    [
      [
        `time of a cursor page at depth ${depth.toLocaleString('en')}, first page = 1`,
        spread(ratio, 2),
        `≤ ${maximumDepthRatio.toFixed(2)}`,
        verdict(ratio.median <= maximumDepthRatio),
      ],
      [
        `resident memory over ${memoryRequests.toLocaleString('en')} requests, MB`,
        `${memory.firstHalf.toFixed(0)} in the first half, ${memory.secondHalf.toFixed(0)} in the second`,
        `< ${maximumMegabytes}, flat`,
        verdict(memory.secondHalf < maximumMegabytes && memory.secondHalf <= memory.firstHalf * flatness),
      ],
      [
        'start on a migrated database to ready, ms',
        spread(millisecondsToReady, 0),
        `< ${maximumMillisecondsToReady.toLocaleString('en')}`,
        verdict(millisecondsToReady.median < maximumMillisecondsToReady),
      ],
    ],
  );

const maximumMonthRatio = 0.5;
const maximumAccountRatio = 1.3;
const maximumCatchingUpRatio = 3;
const minimumApprovalRatio = 0.6;
const minimumCompletionRatio = 0.6;
const maximumBillingMegabytes = 250;
const maximumVerificationRatios = { full: 2, incremental: 0.1 } as const;

export const billingTable = ({
  calls,
  lines,
  generation,
  oneAccount,
  catchingUp,
  approvals,
  completions,
  reconciliation,
  verification,
  memory,
}: Billing): string =>
  table(
    ['question', 'ours', 'by hand', 'ratio', 'goal', 'result'],
    [
      [
        `all invoices of a month of ${calls.toLocaleString('en')} calls, ${lines.toLocaleString('en')} destinations, s`,
        spread(generation.ours, 1),
        spread(generation.bare, 1),
        spread(generation.ratio, 2),
        `≤ ${maximumMonthRatio.toFixed(2)}`,
        verdict(generation.ratio.median <= maximumMonthRatio),
      ],
      [
        'the invoice of the account with the most calls, s',
        spread(oneAccount.ours, 2),
        spread(oneAccount.bare, 2),
        spread(oneAccount.ratio, 2),
        `≤ ${maximumAccountRatio.toFixed(2)}`,
        verdict(oneAccount.ratio.median <= maximumAccountRatio),
      ],
      [
        `${periods} days of an account caught up, by hand: as one period, s`,
        spread(catchingUp.ours, 2),
        spread(catchingUp.bare, 2),
        spread(catchingUp.ratio, 2),
        `≤ ${maximumCatchingUpRatio.toFixed(2)}`,
        verdict(catchingUp.ratio.median <= maximumCatchingUpRatio),
      ],
      [
        'approvals a second, 8 at once',
        spread(approvals.ours, 0),
        spread(approvals.bare, 0),
        spread(approvals.ratio, 2),
        `≥ ${minimumApprovalRatio.toFixed(2)}`,
        verdict(approvals.ratio.median >= minimumApprovalRatio),
      ],
      [
        'completions a second, 8 at once',
        spread(completions.ours, 0),
        spread(completions.bare, 0),
        spread(completions.ratio, 2),
        `≥ ${minimumCompletionRatio.toFixed(2)}`,
        verdict(completions.ratio.median >= minimumCompletionRatio),
      ],
      [
        'memory of the process that bills the month, MB',
        memory.toFixed(0),
        '–',
        '–',
        `< ${maximumBillingMegabytes}`,
        verdict(memory < maximumBillingMegabytes),
      ],
      ['comparison of calls and invoices at the end of the run, s', spread(reconciliation, 1), '–', '–', '–', '–'],
      ...(['incremental', 'full'] as const).map((extent) => {
        const { ours, bare, ratio } = verification[extent];
        const most = maximumVerificationRatios[extent];
        return [
          `verification after that month, ${extent}, s`,
          spread(ours, 2),
          spread(bare, 2),
          spread(ratio, 2),
          `≤ ${most.toFixed(2)}`,
          verdict(ratio.median <= most),
        ];
      }),
    ],
  );
