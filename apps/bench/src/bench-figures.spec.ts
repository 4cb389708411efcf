import { describe, expect, it } from '@jest/globals';
import { argumentsIn } from './arguments.js';
import { cpuTicksIn } from './process-usage.js';
import { leftText } from './progress.js';
import { compareReads, sdkRead } from './reading/reads.js';
import { differencesOf, type Answer } from './same-answer.js';
import { median, spreadOf } from './statistics.js';
import { table } from './tables.js';

describe('the figures of the benchmark', () => {
  it('take the middle of an odd number of values, and the mean of the two middle ones of an even number', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('give the ends between which all values lie', () => {
    expect(spreadOf([1.2, 1.1, 1.4])).toEqual({ median: 1.2, least: 1.1, most: 1.4 });
  });

  it('count the processor time of a process whatever its command is called', () => {
    expect(cpuTicksIn('42 (a (b) c) S 1 42 42 0 -1 4194304 1 0 0 0 170 30 0 0 20 0')).toBe(200);
  });

  it('stand in columns of equal width', () => {
    expect(table(['case', 'ratio'], [['one invoice', '1.1']])).toBe(
      ['| case        | ratio |', '| ----------- | ----- |', '| one invoice | 1.1   |'].join('\n'),
    );
  });

  it('tell the time that is left in minutes and seconds, and never less than none', () => {
    expect(leftText(125.4)).toBe('2:05');
    expect(leftText(-3)).toBe('0:00');
  });
});

describe('the comparison of two answers', () => {
  const answer: Answer = { status: 200, headers: { etag: 'W/"1"', 'x-runtime': '0.001' }, body: '{"data":null}' };

  it('finds nothing where only what differs between any two answers differs', () => {
    expect(differencesOf(answer, { ...answer, headers: { ...answer.headers, 'x-runtime': '0.002' } })).toEqual([]);
  });

  it('finds a header that is missing, also when its value would not matter', () => {
    expect(differencesOf(answer, { ...answer, headers: { etag: 'W/"1"' } })).toEqual(['x-runtime: 0.001 / absent']);
  });

  it('finds another status, another header and the place where the bodies part', () => {
    const other: Answer = { status: 304, headers: { ...answer.headers, etag: 'W/"2"' }, body: '{"data":[]}' };
    expect(differencesOf(answer, other)).toEqual([
      'status: 200 / 304',
      'etag: W/"1" / W/"2"',
      'body, from character 8: …{"data":null}… / …{"data":[]}…',
    ]);
  });
});

describe('the cost of reading an answer', () => {
  it('is taken of what the SDK makes of the text', async () => {
    const headers = { 'content-type': 'application/vnd.api+json' };
    const read = sdkRead({ text: '{"data":[{"type":"invoices","id":"18"}]}', headers });
    expect(await read()).toMatchObject({ items: [{ id: '18' }] });
  });

  it('counts the pairs behind the warm-up, and none of it', async () => {
    let reads = 0;
    const { ratio } = await compareReads(
      () => (reads += 1),
      () => JSON.parse('[1]') as unknown,
      { pairs: 1, warmUpPairs: 2 },
    );
    expect(ratio.least).toBe(ratio.most);
    expect(reads % 3).toBe(0);
  });
});

describe('the command line of the benchmark', () => {
  it('measures everything unless told otherwise', () => {
    const everything = { ratios: true, decode: true, scale: true, ingest: true, billing: true };
    expect(argumentsIn([])).toEqual({
      only: '',
      isPart: false,
      seconds: 4,
      pairs: 5,
      ...everything,
      small: false,
      profile: undefined,
      against: undefined,
    });
  });

  it('bills a month alone, or leaves it to itself when single cases are asked for', () => {
    const parts = { ratios: false, decode: false, scale: false, ingest: false, billing: true };
    expect(argumentsIn(['--only=billing', '--small'])).toMatchObject({ ...parts, small: true });
    expect(argumentsIn(['--only=304'])).toMatchObject({ ratios: true, scale: true, billing: false });
  });

  it('measures what comes in by itself when that is asked for, and not with chosen requests', () => {
    const nothing = { ratios: false, decode: false, scale: false };
    expect(argumentsIn(['--only=ingest'])).toMatchObject({ ...nothing, ingest: true });
    expect(argumentsIn(['--only=304'])).toMatchObject({ ratios: true, ingest: false });
    expect(argumentsIn(['--no-ingest'])).toMatchObject({ ratios: true, ingest: false });
  });

  it('takes the commit that this one is measured beside', () => {
    expect(argumentsIn(['--against', 'HEAD~3', '--pairs=3'])).toMatchObject({ against: 'HEAD~3', pairs: 3 });
  });

  it('refuses what it does not know and numbers that make no sense', () => {
    expect(() => argumentsIn(['--fast'])).toThrow('Unknown option');
    expect(() => argumentsIn(['--pairs=0'])).toThrow(RangeError);
  });
});
