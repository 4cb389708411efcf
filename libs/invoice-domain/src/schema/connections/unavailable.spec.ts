import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { unavailability } from './unavailable.js';

const refused = (code: string): Error =>
  Object.assign(new pg.DatabaseError('no', 0, 'error'), { code, severity: 'ERROR' });

const ofSystem = (code: string, syscall: string): Error => Object.assign(new Error('no'), { code, syscall });

describe('the database is away', () => {
  it.each(['08006', '28P01', '3D000', '40001', '53100', '53200', '53300', '55P03', '57014', '57P01', '57P03', '58030'])(
    'when it says %s',
    (code) => {
      expect(unavailability(new QueryFailedError('SELECT 1', [], refused(code)))).toBe(`${code} no`);
    },
  );

  it('when there is no way to it, or the way was lost', () => {
    expect(unavailability(ofSystem('ECONNREFUSED', 'connect'))).toBe('ECONNREFUSED no');
    expect(unavailability(new AggregateError([ofSystem('ECONNREFUSED', 'connect')]))).toBe('ECONNREFUSED no');
    expect(unavailability(new Error('Connection terminated unexpectedly'))).toBeDefined();
    expect(unavailability(new QueryRunnerAlreadyReleasedError())).toBeDefined();
  });
});

describe('the database is not away', () => {
  it.each(['22P02', '23505', '42601', '42501', 'XX000', 'P0001'])('when it says %s', (code) => {
    expect(unavailability(refused(code))).toBeUndefined();
  });

  it('when a file cannot be opened, or the code is wrong', () => {
    expect(unavailability(ofSystem('ENOENT', 'open'))).toBeUndefined();
    expect(unavailability(new TypeError('undefined is not a function'))).toBeUndefined();
    expect(unavailability('no')).toBeUndefined();
  });
});
