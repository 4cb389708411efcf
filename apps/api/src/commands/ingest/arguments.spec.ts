import { describe, expect, it } from '@jest/globals';
import { ingestTables, usageFormats } from '@org/invoice-domain/persistence';
import { UsageError } from '../command.js';
import { argumentsOf, kinds, type IngestOptions } from './arguments.js';

const argumentsIn = (kind: string | undefined, files: readonly string[], options: IngestOptions = {}) =>
  argumentsOf({ kind, files, options }, '/home');

describe('the command line of the ingest', () => {
  it('names what the tables name, without having loaded them', () => {
    expect(kinds).toEqual(Object.fromEntries(Object.values(ingestTables).map(({ name, rows }) => [name, rows])));
  });

  it('knows the formats that files are read in', () => {
    for (const format of usageFormats)
      expect(argumentsIn('cdrs', ['a'], { format }).inputs[0]).toMatchObject({ format });
    expect(() => argumentsIn('cdrs', ['a'], { format: 'xml' })).toThrow(UsageError);
  });

  it('takes files from where it was called, tells formats by names, and puts rejects beside the files', () => {
    expect(argumentsIn('cdrs', ['calls.csv', '/calls.jsonl.gz', '-'])).toEqual({
      kind: 'cdrs',
      unknownColumns: 'refused',
      output: 'text',
      inputs: [
        { file: '/home/calls.csv', name: 'calls.csv', format: 'csv', rejects: '/home/calls.csv.rejects.csv' },
        { file: '/calls.jsonl.gz', name: 'calls.jsonl.gz', format: 'ndjson', rejects: '/calls.jsonl.gz.rejects.csv' },
        { file: undefined, name: 'standard input', format: 'csv', rejects: '/home/stdin.rejects.csv' },
      ],
    });
  });

  it.each(['constructor', 'CDRS', ''])('does not take "%s" for a kind', (kind) => {
    expect(() => argumentsIn(kind, ['a.csv'])).toThrow('Say what to bring in: cdrs, transactions,');
  });
});
