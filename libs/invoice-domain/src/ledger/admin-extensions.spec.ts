import { describe, expect, it } from '@jest/globals';
import type { Exposure } from '@org/json-api';
import { adminExposures } from './index.js';

describe('what the original does not show', () => {
  it('is shown of invoices alone, and only when `fields` names it', () => {
    const onRequest = Object.values<Exposure>(adminExposures).flatMap(({ type, attributes }) =>
      attributes.filter((one) => one.onRequest).map(({ wireName }) => `${type} ${wireName}`),
    );
    expect(onRequest).toEqual(['invoices uuid', 'invoices total', 'invoices currency', 'invoices created-at']);
  });
});
