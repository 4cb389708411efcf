import type { Exposure } from '../exposure.js';
import type { Shape } from '../exposure-shape.js';

/** Place of an action: a record, the collection of a resource, or a path of its own. `Types` are the resources named by id. */
export interface Place<out Types extends string = string> {
  readonly each: 'record' | 'collection' | 'path';
  /** Exposure of the place; undefined for a path of its own. */
  readonly exposure: Exposure | undefined;
  /** The records that the path leads through. */
  readonly through: readonly Exposure[];
  /** Path segments that no exposure names. */
  readonly segments: readonly string[];
  /** Carries the names; never a value. */
  readonly types?: Types;
}

/** One record: `/invoices/{id}`, or below another one: `/accounts/{id}/external_invoices/{id}`. */
export const onRecord = <Type extends string, Through extends string = never>(
  exposure: Exposure<Shape, Type>,
  ...through: readonly Exposure<Shape, Through>[]
): Place<Type | Through> => ({ each: 'record', exposure, through, segments: [] });

/** The collection of a resource: `/taxes`, or below a record: `/accounts/{id}/external_invoices`. */
export const onCollection = <Through extends string = never>(
  exposure: Exposure,
  ...through: readonly Exposure<Shape, Through>[]
): Place<Through> => ({ each: 'collection', exposure, through, segments: [] });

/** The name of a segment that is a parameter: `{id}`. */
type ParameterIn<Segment extends string> = Segment extends `{${infer Name}}` ? Name : never;

/** A path that no resource stands behind: `/auth`, or `/timezones/{id}`. */
export const onPath = <const Segment extends string>(...segments: readonly Segment[]): Place<ParameterIn<Segment>> => ({
  each: 'path',
  exposure: undefined,
  through: [],
  segments,
});
