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
      map: undefined,
      isDryRun: false,
      mayBeUnfinished: true,
      allowsNoAccount: false,
      acceptsSameIds: false,
      expected: undefined,
      inputs: [
        { file: '/home/calls.csv', name: 'calls.csv', format: 'csv', rejects: '/home/calls.csv.rejects.csv' },
        {
          file: '/calls.jsonl.gz',
          name: 'calls.jsonl.gz',
          format: 'ndjson',
          rejects: '/calls.jsonl.gz.rejects.ndjson',
        },
        { file: undefined, name: 'standard input', format: 'csv', rejects: '/home/stdin.rejects.csv' },
      ],
    });
  });

  it('takes the name of a mapping for a built-in one, and what looks like a path for a file', () => {
    const mapIn = (map: string) => argumentsIn('cdrs', ['a'], { map }).map;
    expect(mapIn('asterisk')).toEqual({ name: 'asterisk', file: undefined });
    expect(mapIn('asterisk.yml')).toEqual({ name: 'asterisk.yml', file: '/home/asterisk.yml' });
    expect(mapIn('maps/asterisk')).toEqual({ name: 'maps/asterisk', file: '/home/maps/asterisk' });
  });

  it('reads a mapped file as CSV whatever it is called, and refuses what means nothing then', () => {
    expect(argumentsIn('cdrs', ['a.jsonl'], { map: 'yeti' }).inputs[0]).toMatchObject({ format: 'csv' });
    expect(() => argumentsIn('cdrs', ['a'], { map: 'yeti', format: 'ndjson' })).toThrow('--map is for CSV');
    expect(() => argumentsIn('cdrs', ['a'], { map: 'yeti', ignoreUnknownColumns: true })).toThrow(UsageError);
  });

  it('writes rejects of a dry run only where it is told to', () => {
    expect(argumentsIn('cdrs', ['a'], { dryRun: true }).inputs[0]?.rejects).toBeUndefined();
    expect(argumentsIn('cdrs', ['a'], { dryRun: true, rejects: 'b' }).inputs[0]?.rejects).toBe('/home/b');
  });

  it.each([
    [['a', 'b'], { expectRows: '1' }, 'are for one file'],
    [['-'], { expectSum: '1' }, 'are for one file'],
    [['a'], { expectRows: 'many' }, '--expect-rows is a number of rows.'],
    [['a'], { expectSum: '1,5' }, '--expect-sum is a decimal.'],
  ])('refuses what cannot be expected: %j %j', (files, options, message) => {
    expect(() => argumentsIn('cdrs', files, options)).toThrow(message);
  });

  it.each(['constructor', 'CDRS', ''])('does not take "%s" for a kind', (kind) => {
    expect(() => argumentsIn(kind, ['a.csv'])).toThrow('Say what to bring in: cdrs, transactions,');
  });
});
