import { describe, expect, it } from '@jest/globals';
import { didYouMean, nearestOf } from './nearest.js';

describe('the name that somebody meant', () => {
  it.each([
    ['cutomer_price', 'customer_price'],
    ['CUSTOMER_PRICE', 'customer_price'],
    ['form', 'from'],
    ['duraton', 'duration'],
  ])('for %s is %s', (name, meant) => {
    expect(nearestOf(name, ['id', 'duration', 'customer_price', 'from'])).toBe(meant);
  });

  it('is none when there is none near', () => {
    expect(nearestOf('colour', ['id', 'duration'])).toBeUndefined();
    expect(nearestOf('ab', ['xy'])).toBeUndefined();
    expect(didYouMean('colour', ['id'])).toBe('');
  });

  it('is put behind a sentence', () => {
    expect(didYouMean('durations', ['duration'])).toBe(' Did you mean "duration"?');
  });
});
