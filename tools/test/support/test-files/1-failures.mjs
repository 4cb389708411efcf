import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loaded } from './loaded.mjs';

jest.setTimeout(20_000);
process.env.LEFT_BEHIND = 'by the file before';
jest.spyOn(loaded, 'at').mockReturnValue('a spy');
loaded.push(import.meta.url);

const moment = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('what fails', () => {
  it('a comparison', () => {
    expect(1).toBe(2);
  });

  it.each([3])('a row of a table, %d', (number) => {
    expect(number).toBe(2);
  });

  it('a test that takes too long', () => moment(200), 50);

  it('an error that nobody catches', async () => {
    setTimeout(() => {
      throw new Error('uncaught');
    });
    await moment(50);
  });

  it('a promise that nobody looks at', async () => {
    void Promise.reject(new Error('unseen'));
    await moment(50);
  });

  it('a comparison that was announced, but not made', () => {
    expect.assertions(1);
  });
});

describe('what fails', () => {
  beforeAll(() => {
    throw new Error('beforehand');
  });

  it('what could not be prepared', () => undefined);
});
