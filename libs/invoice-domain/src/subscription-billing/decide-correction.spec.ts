import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordNotFound } from '../model/domain-failure.js';
import { correctionIdOf } from '../model/ids.js';
import { DecideCorrection } from './decide-correction.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { CorrectionSketch, Issued } from './testing/subscription-world.js';

let world: MemoryWorld;

beforeEach(() => {
  world = new MemoryWorld();
});

const decide = ({ id }: Pick<Issued, 'id'>, status: 'approved' | 'declined'): Promise<void> =>
  world.as(1, ({ corrections }) => new DecideCorrection().execute(corrections, correctionIdOf(id), status));

describe('a correction that is decided', () => {
  it.each<[string, CorrectionSketch, 'approved' | 'declined', string]>([
    ['approved, and takes its total from the balance', {}, 'approved', '-112.5'],
    ['approved, and gives back what is negative', { total: '-2.5' }, 'approved', '-97.5'],
    [
      'approved, and takes its total from an account that pays before, too',
      { paymentModel: 'prepay' },
      'approved',
      '-112.5',
    ],
    ['approved, and leaves the balance when it is for usage that came late', { isLate: true }, 'approved', '-100'],
    ['declined, and leaves the balance', {}, 'declined', '-100'],
  ])('is %s', async (_, sketch, status, balance) => {
    const issued = await world.correction(sketch);
    await decide(issued, status);

    expect(await world.correctionSnapshot(issued)).toEqual({
      status,
      approvedAt: status === 'approved' ? '2026-03-01T12:00:00Z' : null,
      balance,
    });
  });

  it('is not another reseller’s', async () => {
    const { id } = await world.correction({ resellerId: 2 });

    for (const absent of [id, 4_711]) {
      await expect(decide({ id: absent }, 'approved')).rejects.toEqual(
        new RecordNotFound('correction', String(absent)),
      );
    }
  });

  it('once stays as it is', async () => {
    const issued = await world.correction();
    await decide(issued, 'declined');

    await expect(decide(issued, 'approved')).rejects.toThrow('correction-decided');
    expect(await world.correctionSnapshot(issued)).toEqual({ status: 'declined', approvedAt: null, balance: '-100' });
  });
});
