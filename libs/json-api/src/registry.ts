import type { Dialect } from './dialect.js';
import type { Wire } from './wire.js';
import type { ExposedRelationship, Exposure } from './exposure.js';
import { refuseDuplicateMembers } from './member-names.js';
import type { Writes } from './write/writable.js';

/** All that one API shows. What is not listed here does not exist there: for reading, filtering and including alike. */
export class Registry<Spoken extends Wire = Dialect> {
  private readonly byResource: ReadonlyMap<string, Exposure>;
  private readonly byType: ReadonlyMap<string, Exposure>;
  private readonly byExposure: ReadonlyMap<Exposure, Writes>;

  /**
   * @param writes what can be written of them
   * @throws Error when a relationship leads to a resource that the API does not show, or something is shown twice
   */
  constructor(
    readonly dialect: Spoken,
    exposures: readonly Exposure[],
    writes: readonly Writes[] = [],
  ) {
    this.byExposure = new Map(writes.map((one) => [one.exposure, one]));
    this.byResource = new Map(exposures.map((exposure) => [exposure.resource, exposure]));
    this.byType = new Map(exposures.map((exposure) => [exposure.type, exposure]));
    const paths = exposures.flatMap(({ path, aliases }) => [path, ...aliases]);
    for (const names of [exposures.map(({ resource }) => resource), exposures.map(({ type }) => type), paths]) {
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) throw new Error(`${dialect.name} shows ${twice} twice`);
    }
    exposures.forEach(refuseDuplicateMembers);
    for (const exposure of exposures) for (const relationship of exposure.relationships) this.target(relationship);
  }

  get exposures(): Iterable<Exposure> {
    return this.byResource.values();
  }

  target(relationship: ExposedRelationship): Exposure {
    return this.exposureOf(relationship.target);
  }

  /** Undefined where nothing can be written. */
  writesOf(exposure: Exposure): Writes | undefined {
    return this.byExposure.get(exposure);
  }

  shows(exposure: Exposure): boolean {
    return this.byType.get(exposure.type) === exposure;
  }

  exposureOfType(type: string): Exposure | undefined {
    return this.byType.get(type);
  }

  exposureOf(resource: string): Exposure {
    const exposure = this.byResource.get(resource);
    if (exposure === undefined) throw new Error(`${this.dialect.name} does not show ${resource}`);
    return exposure;
  }
}
