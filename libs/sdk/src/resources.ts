import type { adminExposures, resellerExposures } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';

type Exposures = Readonly<Record<string, Exposure>>;

type ShownBy<Shown> = Shown extends Exposure<infer Attributes> ? Attributes : never;

type AttributesIn<Api extends Exposures> = { readonly [Name in keyof Api]: ShownBy<Api[Name]> };

/** What the admin API shows of each resource, in domain names and types: money is a `Decimal`, a time a `Temporal.Instant`. */
export type AdminAttributes = AttributesIn<typeof adminExposures>;

/** What the reseller API shows of each resource, in domain names and types. */
export type ResellerAttributes = AttributesIn<typeof resellerExposures>;
