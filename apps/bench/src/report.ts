import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { wholeMonth, type Billing } from './billing/billing.js';
import { callsEach, periods } from './billing/catching-up.js';
import { connections } from './load.js';
import { warmUpPairs, type Comparison, type Pace } from './pairs.js';
import type { Reading } from './reading/reading.js';
import type { Scale } from './scale/scale.js';
import { billingTable, filterTable, ingestTable, ratioTable, readingTable, scaleTable } from './tables.js';
import type { IngestSpeed } from './usage/ingest.js';

export interface Results {
  readonly comparisons: readonly Comparison[];
  readonly reading: Reading | undefined;
  readonly scale: Scale | undefined;
  readonly ingest: IngestSpeed | undefined;
  readonly billing: Billing | undefined;
  readonly pace: Pace;
}

const file = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));

export const resultTables = ({ comparisons, reading, scale, ingest, billing }: Results): string =>
  [
    ...(comparisons.length === 0 ? [] : [ratioTable(comparisons)]),
    ...(reading === undefined ? [] : [readingTable(reading)]),
    ...(scale === undefined ? [] : [filterTable(scale), scaleTable(scale)]),
    ...(ingest === undefined ? [] : [ingestTable(ingest)]),
    ...(billing === undefined ? [] : [billingTable(billing)]),
  ].join('\n\n');

/** Hardware and software that the figures depend on, without a name of the machine. */
const machine = (): string => {
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${model}), ${gigabytes} GB of memory, Linux, Node ${process.versions.node}, PostgreSQL 18`;
};

const head = `# Performance

\`npm run bench\` wrote this file, in about forty minutes; what is measured alone takes the place of its part. Run it on a machine
that does nothing else.

`;

const tail = `## How to run it

| command                                | what it does                                                            |
| -------------------------------------- | ----------------------------------------------------------------------- |
| \`npm run bench\`                        | everything                                                              |
| \`npm run bench -- --no-ratios\`         | without the comparison with the floor                                   |
| \`npm run bench -- --no-decode\`         | without the SDK                                                         |
| \`npm run bench -- --no-scale\`          | without the million invoices                                            |
| \`npm run bench -- --no-ingest\`         | without the calls that come in                                          |
| \`npm run bench -- --only=ingest\`       | the calls that come in, and nothing else                                |
| \`npm run bench -- --no-billing\`        | without the month of calls                                              |
| \`npm run bench -- --only=billing\`      | only the month of calls; with \`--small\`, of a few calls                |
| \`npm run bench -- --only=304\`          | only cases whose names hold the text                                    |
| \`npm run bench -- --seconds=2 --pairs=3\` | shorter, and less exact                                               |
| \`npm run bench -- --profile=tmp/prof --only=304\` | processor profiles of both servers under one case, for Chrome |
| \`npm run bench -- --against <commit>\` | the server of that commit beside this one, in turn; prints ratios only |

Everything happens in a PostgreSQL of its own, started for the purpose and removed afterwards.

With \`--against\`, the commit is checked out into a temporary git worktree, installed by its lock file and built; its
server loads its demo data into a database, and this server gets a copy of it, which it migrates. The cases of the first
part are then sent to both. Above 1, the processor time of a request has grown; \`speed\` is the ratio of requests per
second, which has PostgreSQL's work in it. Both servers answering alike is not demanded, but differences are told.
`;

const ratiosText = (
  comparisons: readonly Comparison[],
  pace: Pace,
): string => `The application is compared with a **floor**: a server of bare \`node:http\` and \`pg\`, written by hand for exactly these
requests (\`apps/bench/src/floor\`). It does the same work for the protocol – token, user, \`Accept\`, query, links, ETag,
request id – and sends the same bytes and headers, which is checked before anything is measured. What the application
costs beyond the floor is what its generality costs; what it saves is that it speaks to PostgreSQL without asking for
descriptions of results, which \`pg\`'s own queries do (ADR 0016).

Both run as processes of their own, in production mode, on one database and with pools of the same size. They are
loaded by ${connections} connections in short turns, ${pace.seconds} seconds each in a pair; after ${warmUpPairs} pairs to warm up, ${pace.pairs} count. A
ratio is that of the processor time per request within one pair, the kernel's share included and PostgreSQL's not. Given
are medians, and in brackets the least and the most.

${ratioTable(comparisons)}

A busy machine disturbs both halves of a pair, so ratios bear it better than microseconds and requests per second do.
Where the brackets are wide, the machine had other things to do, and a median near its goal does not tell on which side
of it the truth lies. The load comes from the same machine.
`;

const readingText = (
  reading: Reading,
): string => `A client of \`@org/sdk\` asks for a list and gets, at once, the text that the application answered before. Counted is
everything from the call to the records, with their \`Decimal\` and \`Temporal\` values and their accounts: the query,
credentials, headers, \`JSON.parse\`. It is compared with \`JSON.parse\` of the same text, by processor time, in one process
and in turn. Left out is how \`fetch\` makes a text of the network's bytes, which costs both the same. Where the runtime has
no \`Temporal\` of its own, as Node 20 has not, its polyfill takes a large part of the rest.

${readingTable(reading)}
`;

const scaleText = (
  scale: Scale,
): string => `How PostgreSQL executed what the application sent, read from its log (\`auto_explain\`) after the statements had been
prepared and planned for all values:

${filterTable(scale)}

${scaleTable(scale)}

The path from page to page to that depth goes along the \`next\` links. Memory is that of the server process alone.
`;

const ingestText = (
  ingest: IngestSpeed,
): string => `A file of CSV with 19 columns, calls of 400 accounts in three months, comes into the empty, partitioned table with its three
indexes: by \`npm run ingest\` – the whole program, from its start to its end, which checks every field and every account,
and commits every 32,768 rows – and by one plain \`COPY\` with which PostgreSQL reads the file itself. The ratio is that
of the speeds within one pair.

${ingestTable(ingest)}

\`COPY\` works on one processor. The program copies over two connections, and reads and checks beside them, so it is the faster one
where a second processor is free; on a machine without one, they take turns.
`;

const billingText = (
  billing: Billing,
): string => `Four hundred accounts are due, with calls to about 2,000 destinations each; the largest has an eighth of all calls. What a
run does – lines, sums by network, totals, rules, audit rows, schedules – is compared with what one would write by hand:
for the invoices, \`INSERT … SELECT … GROUP BY\` of their destinations alone, in one connection, into tables with the same
columns, indexes and checks and with foreign keys instead of triggers; for the largest account, the same groups into a
temporary table; for approvals, a counter, an update and a note in one transaction; for completions of
subscription invoices, a posting, an allocation, the payment's status and the balance in one. A run bills in two transactions at once,
so it uses both processors. An account with ${callsEach.toLocaleString('en')} calls a day that is ${periods} days behind is billed day by day, and by
the same program as one period of all these days. Taken in turn, three times each; in brackets the least and
the most.

${billingTable(billing)}

The run's comparison of calls and invoices is a second pass over the calls, and not part of the first line; it is part of the
line of the account that was behind. What is written there differs: each day has lines of its own.

Where the time goes ([0043](adr/0043-a-month-on-two-processors.md)): reading the calls is a twentieth of it, adding them up a
third, writing lines and their indexes most of the rest. By hand, foreign keys that are looked at line by line take two fifths.

Verification is compared with one plain aggregate over the same calls: how many each account has and what they come to, as a customer and
as a vendor. In full it reads all calls and lines, told apart by invoice, period and direction; incremental, it follows another one since which
nothing was changed.
`;

/** The parts of the file, in their order; text where it was measured as a whole. A month of few calls is not worth keeping. */
const partsOf = ({ comparisons, reading, scale, ingest, billing, pace }: Results) => ({
  'What a request costs': comparisons.length === 0 ? undefined : ratiosText(comparisons, pace),
  'What reading an answer costs': reading && readingText(reading),
  'A million invoices': scale && scaleText(scale),
  'Calls that come in': ingest && ingestText(ingest),
  'A month to be billed': billing?.calls === wholeMonth ? billingText(billing) : undefined,
});

/** @param old the file as it is: parts that were not measured stay */
export const reportText = (results: Results, old: string, onMachine: string): string => {
  const parts = Object.entries(partsOf(results)).map(([heading, text]) =>
    text === undefined
      ? (new RegExp(`^## ${heading}\\n[^]*?(?=^## )`, 'm').exec(old)?.[0] ?? '')
      : `## ${heading}\n\n${text.trimEnd()}\n\nMeasured on ${onMachine}.\n\n`,
  );
  return `${head}${parts.join('')}${tail}`;
};

/** Laid out as the check of the workspace's format wants it: where lines break depends on the figures. */
export const writeReport = async (results: Results): Promise<void> => {
  const options = await resolveConfig(file);
  const text = reportText(results, await readFile(file, 'utf8'), machine());
  await writeFile(file, await format(text, { ...options, filepath: file }));
};
