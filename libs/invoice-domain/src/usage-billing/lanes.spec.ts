import { describe, expect, it } from '@jest/globals';
import { inLanes } from './lanes.js';

/** Steps that end when they are told to. */
class Steps {
  readonly ends: ((isMore: boolean) => void)[] = [];
  readonly fails: ((error: Error) => void)[] = [];

  readonly step = (): Promise<boolean> =>
    new Promise((resolve, reject) => {
      this.ends.push(resolve);
      this.fails.push(reject);
    });
}

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('steps in lanes', () => {
  it('are taken by as many at once as there are lanes, one after another in each', async () => {
    const steps = new Steps();
    const ended = inLanes(2, steps.step);
    expect(steps.ends).toHaveLength(2);
    steps.ends[0]?.(true);
    await settled();
    expect(steps.ends).toHaveLength(3);
    for (const end of steps.ends) end(false);
    await ended;
    expect(steps.ends).toHaveLength(3);
  });

  it('end with the one that fails: the others finish theirs, and begin no more', async () => {
    const steps = new Steps();
    let failure: unknown;
    const ended = inLanes(2, steps.step).catch((error: unknown) => (failure = error));
    steps.fails[0]?.(new Error('the disk is full'));
    await settled();
    expect(failure).toBeUndefined();
    steps.ends[1]?.(true);
    await ended;
    expect(failure).toEqual(new Error('the disk is full'));
    expect(steps.ends).toHaveLength(2);
  });

  it('fail with what failed first', async () => {
    const steps = new Steps();
    const ended = inLanes(2, steps.step);
    steps.fails[1]?.(new Error('first'));
    await settled();
    steps.fails[0]?.(new Error('second'));
    await expect(ended).rejects.toThrow('first');
  });
});
