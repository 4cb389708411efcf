import { describe, expect, it } from '@jest/globals';
import { Random, uuidOf } from './random.js';

const drawn = (seed: string): readonly number[] => {
  const random = new Random(seed);
  return Array.from({ length: 5 }, () => random.integer(1, 1000));
};

describe('Random', () => {
  it('draws the same numbers from the same seed, today as on the day this was written', () => {
    expect(drawn('a seed')).toEqual(drawn('a seed'));
    expect(drawn('a seed')).toEqual([198, 16, 597, 532, 961]);
  });

  it('draws other numbers from another seed', () => {
    expect(drawn('another seed')).not.toEqual(drawn('a seed'));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const random = new Random('dice');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 6)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('samples without repetition, in order, and never more than there are', () => {
    const random = new Random('sample');
    const letters = ['a', 'b', 'c', 'd', 'e'];
    const three = random.sample(letters, 3);
    expect(three).toHaveLength(3);
    expect(letters.filter((letter) => three.includes(letter))).toEqual(three);
    expect(random.sample(letters, 9)).toEqual(letters);
  });

  it('makes exact decimals of the scale asked for', () => {
    const random = new Random('money');
    expect(random.decimal(7, 7, 2).toString()).toBe('0.07');
    expect(random.decimal(12_345, 12_345, 4).toString()).toBe('1.2345');
    expect(random.decimal(5, 5, 0).toString()).toBe('5');
  });
});

describe('uuidOf', () => {
  it('makes the UUID of a name, always the same one', () => {
    expect(uuidOf('account 74')).toBe(uuidOf('account 74'));
    expect(uuidOf('account 74')).not.toBe(uuidOf('account 75'));
    expect(uuidOf('account 74')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
