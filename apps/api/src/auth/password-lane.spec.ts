import { describe, expect, it } from '@jest/globals';
import { RequestProblem } from '@org/json-api';
import { PasswordLane } from './password-lane.js';

const held = () => {
  let resolve: (value: string) => void = () => undefined;
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return {
    work: () => promise,
    finish: (value: string) => {
      resolve(value);
    },
  };
};

const refused = new RequestProblem({ code: 'too-many-requests', retryAfter: 2 });

describe('the lane of passwords', () => {
  it('hashes as many at once as it may, and the others in the order in which they came', async () => {
    const lane = new PasswordLane({ atOnce: 2, waiting: 2 });
    const begun: number[] = [];
    const places = [held(), held(), held(), held()];
    const running = places.map(({ work }, index) =>
      lane.run(() => {
        begun.push(index);
        return work();
      }),
    );
    expect(begun).toEqual([0, 1]);
    places[1]?.finish('b');
    await running[1];
    expect(begun).toEqual([0, 1, 2]);
    for (const [index, { finish }] of places.entries()) finish('abcd'.charAt(index));
    expect(await Promise.all(running)).toEqual(['a', 'b', 'c', 'd']);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('refuses what would wait beyond its last place, and takes more as soon as there is room', async () => {
    const lane = new PasswordLane({ atOnce: 1, waiting: 1 });
    const [first, second] = [held(), held()];
    const running = [lane.run(first.work), lane.run(second.work)];
    await expect(lane.run(() => Promise.resolve())).rejects.toEqual(refused);
    first.finish('done');
    await running[0];
    const third = lane.run(() => Promise.resolve('third'));
    second.finish('done');
    expect(await third).toBe('third');
  });

  it('goes on after a failure', async () => {
    const lane = new PasswordLane({ atOnce: 1, waiting: 0 });
    await expect(lane.run(() => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
    expect(await lane.run(() => Promise.resolve('next'))).toBe('next');
  });
});
