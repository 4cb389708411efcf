import type { Exposure } from '@org/json-api';

/** The resources of one API, as a client needs them: the server's registry has checked that they fit together. */
export class Catalog {
  private readonly byResource: ReadonlyMap<string, Exposure>;

  constructor(readonly exposures: readonly Exposure[]) {
    this.byResource = new Map(exposures.map((exposure) => [exposure.resource, exposure]));
  }

  /** The resource that a relationship leads to. */
  target({ target }: { readonly target: string }): Exposure {
    const exposure = this.byResource.get(target);
    if (exposure === undefined) throw new RangeError(`there is no ${target}`);
    return exposure;
  }
}
