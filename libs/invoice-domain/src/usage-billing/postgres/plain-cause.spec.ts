import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parkedCauseOf, plainCauseOf } from './plain-cause.js';

const errorOf = (message: string, values: Partial<pg.DatabaseError>): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError(message, 0, 'error'), values);

const absent = (column: string, table: string) => ({
  code: '23503',
  constraint: `invoice_originated_destinations_${column}_fkey`,
  detail: `Key (${column})=(77) is not present in table "${table}".`,
});

describe('the cause for which an account is parked', () => {
  it.each([
    [
      errorOf('a key', absent('network_id', 'networks')),
      'its calls name a network that is not there: Key (network_id)=(77) is not present in table "networks". Give them another one by cdr-replacement-batches, then retry the run.',
    ],
    [
      errorOf('a key', absent('country_id', 'countries')),
      'its calls name a country that is not there: Key (country_id)=(77) is not present in table "countries". Give them another one by cdr-replacement-batches, then retry the run.',
    ],
    [
      errorOf('a period', { code: '23P01', constraint: 'invoices_period_excl' }),
      'another invoice of the account covers a part of the period. Delete that invoice, then retry the run.',
    ],
    [
      errorOf('bigint out of range', { code: '22003' }),
      'bigint out of range. Void or replace the usage that it comes from by batches of calls or transactions, then retry the run.',
    ],
  ])('names the way out: %s', (error, cause) => {
    expect(parkedCauseOf(error)).toBe(cause);
    expect(cause).toContain(plainCauseOf(error) ?? 'nothing');
  });

  it.each([errorOf('no connection', { code: '08006' }), errorOf('a deadlock', { code: '40P01' }), new Error('a bug')])(
    'is none for what no account is to blame for: %s',
    (error) => {
      expect([parkedCauseOf(error), plainCauseOf(error)]).toEqual([undefined, undefined]);
    },
  );
});
