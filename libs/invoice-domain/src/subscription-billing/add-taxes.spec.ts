import { beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import type { TaxId } from '../model/ids.js';
import { chargeIdOf } from '../model/ids.js';
import { AddTaxes } from './add-taxes.js';
import type { ChargeStatus } from './charge.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { Issued } from './testing/subscription-world.js';

let world: MemoryWorld;

beforeEach(() => {
  world = new MemoryWorld();
});

/** A charge of 100 on an open invoice. */
const charged = (charge: ChargeStatus): Promise<Issued> => world.issued({ state: 'pending', payment: null, charge });

const add = (...taxes: readonly (readonly [Issued, string, string])[]): Promise<readonly TaxId[]> =>
  world.as(1, ({ charges }) =>
    new AddTaxes().execute(
      charges,
      taxes.map(([{ id }, name, value]) => ({
        chargeId: chargeIdOf(id),
        name,
        description: null,
        value: Decimal.of(value),
      })),
    ),
  );

const amountsOf = async (issued: Issued): Promise<readonly string[]> => {
  const { charge, invoice, balance } = await world.snapshot(issued);
  return [charge.amount, charge.taxesAmount, invoice.chargesAmount, invoice.total, balance];
};

describe('taxes that are added', () => {
  it('are kept in their order', async () => {
    const issued = await charged('blocked');

    expect(await add([issued, 'VAT', '20'], [issued, 'Refund', '-0.50'])).toHaveLength(2);
    expect(await world.taxes(issued)).toEqual(['VAT 20', 'Refund -0.5']);
  });

  it('raise a blocked charge, its open invoice and at once what the account owes', async () => {
    const issued = await charged('blocked');
    await add([issued, 'VAT', '20.25'], [issued, 'Toll', '0.5']);

    expect(await amountsOf(issued)).toEqual(['120.75', '20.75', '120.75', '120.75', '-120.75']);
  });

  it('raise an opened charge, whose funds are not blocked yet', async () => {
    const issued = await charged('opened');
    await add([issued, 'VAT', '20']);

    expect(await amountsOf(issued)).toEqual(['120', '20', '120', '120', '-100']);
  });

  it('below zero lower a charge, to nothing at the least', async () => {
    const issued = await charged('blocked');
    await add([issued, 'Refund', '-100']);

    expect(await amountsOf(issued)).toEqual(['0', '-100', '0', '0', '0']);
    await expect(add([issued, 'Refund', '-0.01'])).rejects.toThrow('tax-below-zero');
  });

  it('follow one another: a charge falls below zero by no order of them', async () => {
    const issued = await charged('blocked');

    await expect(add([issued, 'Refund', '-100'], [issued, 'Refund', '-1'], [issued, 'VAT', '5'])).rejects.toThrow(
      'tax-below-zero',
    );
    await add([issued, 'VAT', '5'], [issued, 'Refund', '-100'], [issued, 'Refund', '-1']);
    expect(await amountsOf(issued)).toEqual(['4', '-96', '4', '4', '-4']);
  });

  it('reach charges that are on no invoice yet', async () => {
    const issued = await charged('blocked');
    await world.unbill(issued);
    await add([issued, 'VAT', '20']);

    expect(await amountsOf(issued)).toEqual(['120', '20', '0', '0', '-120']);
  });

  it('are all added or none, and the first that stays out is named', async () => {
    const [one, other] = [await charged('blocked'), await charged('closed')];

    await expect(add([one, 'VAT', '20'], [other, 'VAT', '20'])).rejects.toMatchObject({
      refusal: 'tax-not-open',
      more: { place: ['taxes', 1, 'chargeId'] },
    });
    expect(await amountsOf(one)).toEqual(['100', '0', '100', '100', '-100']);
    expect(await world.taxes(one)).toEqual([]);
  });
});
