import type { Exposure } from '@org/json-api';

/** The name of a resource's collection in a client: that of the API, in camel case. `CollectionOf` says the same in types. */
export const collectionName = ({ type }: Pick<Exposure, 'type'>): string =>
  type.replace(/[-_](.)/g, (_, letter: string) => letter.toUpperCase());
