import { describe, expect, it } from '@jest/globals';
import { noIncludes, selectionOf, type Registry } from '@org/json-api';
import { adminRegistry, externalInvoiceRegistry, resellerRegistry } from './index.js';

const exposuresOf = (...registries: readonly Registry[]) => registries.flatMap(({ exposures }) => [...exposures]);
const everyExposure = exposuresOf(adminRegistry, resellerRegistry, externalInvoiceRegistry);

describe('what the APIs show', () => {
  it('stands under its type', () => {
    expect(everyExposure.filter(({ type, path }) => path !== type)).toEqual([]);
  });

  it('can be included wherever a relationship leads to it', () => {
    const relationships = everyExposure.flatMap((exposure) => exposure.relationships);
    expect(relationships.filter(({ includable }) => !includable)).toEqual([]);
  });
});

describe('what the admin API shows', () => {
  it('is in no groups', () => {
    const attributes = exposuresOf(adminRegistry).flatMap((exposure) => exposure.attributes);
    expect(attributes.filter(({ group }) => group !== undefined)).toEqual([]);
  });

  it('is all of a resource but what is shown on request', () => {
    for (const exposure of exposuresOf(adminRegistry)) {
      const shown = selectionOf(adminRegistry, exposure, noIncludes).attributes;
      expect(shown).toEqual(exposure.attributes.filter(({ onRequest }) => !onRequest));
    }
  });

  it('on request alone can neither be filtered nor sorted by, but for the kind of an invoice: lists stay as they are', () => {
    const offered = exposuresOf(adminRegistry).flatMap(({ type, attributes, filters, sorts, wire }) =>
      attributes
        .filter(({ onRequest }) => onRequest)
        .filter(
          ({ key, wireName }) =>
            [...filters.values()].some(({ field }) => field === key) || sorts.has(wire.sortName(wireName)),
        )
        .map(({ wireName }) => `${type} ${wireName}`),
    );
    expect(offered).toEqual(['invoices kind']);
  });
});

describe('what the reseller API shows', () => {
  const attributes = exposuresOf(resellerRegistry, externalInvoiceRegistry).flatMap((exposure) => exposure.attributes);

  it('is null where it is missing', () => {
    expect(attributes.filter(({ ifNull }) => ifNull !== null)).toEqual([]);
  });

  it('is shown without being asked for, but for what ActivePlatform lacks', () => {
    const onRequest = attributes.filter((attribute) => attribute.onRequest).map(({ wireName }) => wireName);
    expect(onRequest).toEqual(['amount_due', 'voided_at', 'amount_due', 'balance_due']);
  });
});
