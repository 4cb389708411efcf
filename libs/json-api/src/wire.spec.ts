import { describe, expect, it } from '@jest/globals';
import { kebabCase, snakeCase } from './wire.js';

describe('the spelling of a domain name', () => {
  it.each([
    ['name', 'name', 'name'],
    ['startDate', 'start-date', 'start_date'],
    ['originatedFirstCallAt', 'originated-first-call-at', 'originated_first_call_at'],
    ['originatedSuccessfulCallsCount', 'originated-successful-calls-count', 'originated_successful_calls_count'],
    ['iso2', 'iso2', 'iso2'],
  ])('of %s is %s in kebab case and %s in snake case', (name, kebab, snake) => {
    expect(kebabCase(name)).toBe(kebab);
    expect(snakeCase(name)).toBe(snake);
  });
});
