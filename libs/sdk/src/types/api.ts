import type { Exposure, Shape } from '@org/json-api';

/** All that an API shows, by domain name of the resource. */
export type Api = Readonly<Record<string, Exposure>>;

/** `invoice-templates` or `invoice_templates` as a name of JavaScript: `invoiceTemplates`. */
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name extends `${infer Head}_${infer Tail}`
    ? `${Head}${Capitalize<Camel<Tail>>}`
    : Name;

/** The type by which the API calls a resource. */
export type TypeOf<A extends Api, Name extends keyof A> = A[Name]['type'];

/** The name of a resource's collection in a client: that of the API, in camel case. */
export type CollectionOf<A extends Api, Name extends keyof A> = Camel<TypeOf<A, Name>>;

export type ShapeIn<A extends Api, Name extends keyof A> = A[Name] extends Exposure<infer Shows> ? Shows : Shape;

export type AttributesIn<A extends Api, Name extends keyof A> = ShapeIn<A, Name>['attributes'];

export type LinksIn<A extends Api, Name extends keyof A> = ShapeIn<A, Name>['relationships'];

/** The domain name of the resource that a relationship leads to. */
export type TargetOf<A extends Api, Link> = Link extends { readonly target: infer Target extends keyof A }
  ? Target
  : never;
