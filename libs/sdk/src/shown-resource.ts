import { exposeWith, type AttributeOptions, type Comparable, type Exposure, type Wire } from '@org/json-api';
import { collectionName } from './query/names.js';

/** Compact description of a resource that an API shows, for the client. */
export interface ShownResource {
  /** By default its type without the last letter, in camel case: `billingRun` of `billing-runs`. */
  readonly resource?: string;
  readonly type: string;
  readonly path?: string;
  /** In wire order, neighbours of one kind together: `text:name,notes decimal:balance`. */
  readonly attributes: string;
  /** In wire order, with what they lead to where it is called otherwise: `account charges:charge`. */
  readonly links?: string;
  /** Of attributes and relationships; words are those of the domain, each with the wire's where that is another: `manual,open:Open`. */
  readonly options?: Readonly<Record<string, Omit<AttributeOptions<never>, 'words'> & { readonly words?: string }>>;
  readonly filters?: Readonly<Record<string, { readonly by: string; readonly as: Comparable; readonly plain?: true }>>;
  readonly sorts?: Readonly<Record<string, string>>;
}

const pairsIn = (text: string, between = ' '): readonly (readonly [string, string])[] =>
  text.split(between).map((one) => {
    const [name = '', value = name] = one.split(':');
    return [name, value];
  });

/** The exposure of a resource: all of it that a client needs, and nothing of how it is stored. */
export const exposureOf = (wire: Wire, shown: ShownResource): Exposure => {
  const { type, path, attributes, links, options = {}, filters, sorts } = shown;
  const kinds = pairsIn(attributes).flatMap(([name, keys]) =>
    keys.split(',').map((key) => [key, { kind: { name } }] as const),
  );
  const targets = links === undefined ? [] : pairsIn(links).map(([key, target]) => [key, { target }] as const);
  const chosen = (members: readonly (readonly [string, object])[]): object =>
    Object.fromEntries(
      members.map(([key]) => {
        const own = options[key] ?? {};
        return [key, own.words ? { ...own, words: Object.fromEntries(pairsIn(own.words, ',')) } : own];
      }),
    );
  return exposeWith(wire)(
    {
      name: shown.resource ?? collectionName(shown).slice(0, -1),
      attributes: Object.fromEntries(kinds),
      relationships: Object.fromEntries(targets),
    },
    {
      type,
      path: path ?? type,
      attributes: chosen(kinds),
      relationships: chosen(targets),
      filters: filters ?? {},
      sorts: sorts ?? {},
    },
  );
};
