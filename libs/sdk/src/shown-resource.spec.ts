import { describe, expect, it } from '@jest/globals';
import { adminBillingExposures, adminExposures, adminWire, resellerExposures, resellerWire } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';
import { adminShown } from './admin/exposures.generated.js';
import { resellerShown } from './reseller/exposures.generated.js';
import { exposureOf } from './shown-resource.js';

/** Of an exposure, what a client reads and asks by. What is stored is not its business. */
const known = ({ resource, type, path, attributes, relationships, filters, sorts }: Exposure): object => ({
  resource,
  type,
  path,
  attributes: attributes.map(({ key, wireName, group, ifNull, declared }) => [
    key,
    wireName,
    group,
    ifNull,
    declared.kind.name,
  ]),
  // A list below a record is a collection of its own.
  relationships: relationships
    .filter(({ onRequest }) => !onRequest)
    .map(({ key, wireName, target, includable }) => [key, wireName, target, includable]),
  filters: [...filters.values()].map(({ key, field, comparable, operator }) => [key, field, comparable, operator]),
  sorts: [...sorts.keys()],
});

/** Every word of the wire, as an attribute's codec decodes it. */
const wordsRead = ({ attributes }: Exposure): object =>
  attributes
    .filter(({ words }) => words !== undefined)
    .map(({ key, codec, words = {} }) => [key, Object.values(words).map((word) => [word, codec.decode(word)])]);

const shown: readonly [string, Exposure, Exposure][] = [
  ...adminShown.map((one) => ['admin', adminWire, one] as const),
  ...resellerShown.map((one) => ['reseller', resellerWire, one] as const),
].map(([api, wire, one]) => {
  const declared: Readonly<Record<string, Exposure>> =
    api === 'admin' ? { ...adminExposures, ...adminBillingExposures } : resellerExposures;
  const exposure = exposureOf(wire, one);
  const { resource } = exposure;
  const original = declared[resource];
  if (original === undefined) throw new Error(`${api} shows no ${resource}`);
  return [`${resource} of the ${api} API`, exposure, original];
});

describe('the tables that a client carries', () => {
  it('have every resource of both APIs', () => {
    const declared = [adminExposures, adminBillingExposures, resellerExposures].flatMap((one) => Object.keys(one));

    expect(shown).toHaveLength(declared.length);
  });

  it.each(shown)('say of %s what its exposure says', (_, exposure, declared) => {
    expect(known(exposure)).toEqual(known(declared));
  });

  it.each(shown)('read the words of %s as its exposure does', (_, exposure, declared) => {
    const distinct = Object.fromEntries(wordsRead(declared) as [string, [string, unknown][]][]);
    const read = Object.fromEntries(wordsRead(exposure) as [string, [string, unknown][]][]);

    expect(Object.keys(read)).toEqual(Object.keys(distinct));
    for (const [key, words] of Object.entries(distinct)) {
      // Several stored words may be shown as one, whose domain word is the same.
      expect(new Map(read[key])).toEqual(new Map(words));
    }
  });

  it.each(shown)('have the codecs of %s', (_, exposure, declared) => {
    const plain = ({ attributes }: Exposure) => attributes.filter(({ words }) => words === undefined);
    const codecs = plain(exposure).map(({ codec }) => codec);

    expect(codecs).toEqual(plain(declared).map(({ codec }) => codec));
  });
});
