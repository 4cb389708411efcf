import { expect, it } from '@jest/globals';
import { loaded } from './loaded.mjs';

it('finds what the file before has loaded', () => {
  expect(loaded).toHaveLength(1);
});

it('finds none of its variables', () => {
  expect(process.env.LEFT_BEHIND).toBeUndefined();
});

it('finds none of its spies', () => {
  expect(loaded.at(1)).toBeUndefined();
});

it('has as much time as the run says, not that file', async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
});
