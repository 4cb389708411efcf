/** The parts of JSON:API documents, as far as the rules look into them. Only what the schema accepted is read as one. */
export interface Identifier {
  readonly type: string;
  readonly id: string;
}

export type Linkage = Identifier | readonly Identifier[] | null;

export type Links = Readonly<Record<string, string | null>>;

export interface RelationshipObject {
  readonly links?: Links;
  readonly data?: Linkage;
}

export interface ResourceObject extends Identifier {
  readonly links?: Links;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, RelationshipObject>>;
}

export interface ErrorObject {
  readonly status?: string;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly source?: { readonly parameter?: string; readonly header?: string; readonly pointer?: string };
}

export interface Document {
  readonly data?: ResourceObject | readonly ResourceObject[] | null;
  readonly included?: readonly ResourceObject[];
  readonly errors?: readonly ErrorObject[];
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly links?: Links;
}

const asList = <Item>(data: Item | readonly Item[] | null | undefined): readonly Item[] =>
  data === null || data === undefined ? [] : isList(data) ? data : [data];

const isList = <Item>(data: Item | readonly Item[]): data is readonly Item[] => Array.isArray(data);

/** The requested resources, however many. */
export const primaryOf = ({ data }: Document): readonly ResourceObject[] => asList(data);

/** Linkage of a relationship; undefined when it has none. */
export const linkedBy = (relationship: RelationshipObject | undefined): readonly Identifier[] | undefined =>
  relationship?.data === undefined ? undefined : asList(relationship.data);

export const identityOf = ({ type, id }: Identifier): string => `${type} ${id}`;
