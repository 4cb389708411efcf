import type { Exposure, Registry } from '@org/json-api';
import { identityOf, linkedBy, primaryOf, type Document, type ResourceObject } from './document.js';
import { requestedFields, requestedIncludes, registries, type ParsedRequest, type IncludeBranch } from './request.js';

/** Compound documents: each resource once, and nothing that no requested path leads to. */
export const includedFaults = (request: ParsedRequest, document: Document): readonly string[] => {
  if (request.place.kind !== 'one' && request.place.kind !== 'list') return [];
  const tree = requestedIncludes(request);
  const walk = new IncludeWalk(registries[request.api], document, requestedFields(request));
  walk.follow(primaryOf(document), request.place.exposure, tree);
  return [...duplicates(document), ...presence(request, document, tree), ...walk.faults, ...walk.unreached()];
};

const duplicates = (document: Document): readonly string[] => {
  const seen = new Set<string>();
  return [...primaryOf(document), ...(document.included ?? [])].flatMap((resource) => {
    const identity = identityOf(resource);
    if (seen.has(identity)) return [`${identity} stands in the document twice`];
    seen.add(identity);
    return [];
  });
};

/** The admin API follows Yeti, which leaves out an empty `included`. */
const presence = ({ api }: ParsedRequest, { included }: Document, tree: IncludeBranch): readonly string[] => {
  if (tree.size === 0 && included !== undefined) {
    // An empty parameter asks for nothing, and gets nothing but, on the reseller API, an empty list.
    return included.length === 0 ? [] : ['something is included that nobody asked for'];
  }
  if (tree.size > 0 && included === undefined && api === 'reseller')
    return ['include was asked for, included is missing'];
  return api === 'admin' && included?.length === 0 ? ['the admin API never writes an empty included'] : [];
};

/** Walks the requested paths through the linkage of a document. */
class IncludeWalk {
  readonly faults: string[] = [];
  private readonly resources = new Map<string, ResourceObject>();
  private readonly reached = new Set<string>();
  private readonly followed = new Map<IncludeBranch, Set<string>>();
  /** Branches behind a hidden relationship: what stands at their beginning may have come by another way. */
  private readonly guessed = new Set<IncludeBranch>();

  constructor(
    private readonly registry: Registry,
    private readonly document: Document,
    private readonly fields: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    for (const resource of [...primaryOf(document), ...(document.included ?? [])]) {
      this.resources.set(identityOf(resource), resource);
    }
  }

  follow(resources: readonly ResourceObject[], exposure: Exposure, tree: IncludeBranch): void {
    const done = this.followed.get(tree) ?? new Set<string>();
    this.followed.set(tree, done);
    const fresh = resources.filter((resource) => !done.has(identityOf(resource)));
    for (const resource of fresh) done.add(identityOf(resource));
    for (const [name, below] of tree) {
      const relationship = exposure.relationships.find(({ wireName }) => wireName === name);
      if (relationship === undefined) {
        this.faults.push(`${name} is no relationship of ${exposure.type}, and was accepted in include`);
        continue;
      }
      const target = this.registry.target(relationship);
      const isHidden = this.isHidden(exposure, name);
      if (isHidden || this.guessed.has(tree)) this.guessed.add(below);
      const found = isHidden
        ? this.allOf(target.type)
        : fresh.flatMap((resource) => this.linkedFrom(resource, name, tree));
      for (const resource of found) this.reached.add(identityOf(resource));
      this.follow(found, target, below);
    }
  }

  unreached(): readonly string[] {
    return (this.document.included ?? [])
      .map(identityOf)
      .filter((identity) => !this.reached.has(identity))
      .map((identity) => `no requested path leads to ${identity}`);
  }

  /** Full linkage has one exception: `fields` may hide the relationship that leads to an included resource. */
  private isHidden({ type }: Exposure, name: string): boolean {
    return this.fields.get(type)?.has(name) === false;
  }

  private allOf(wanted: string): readonly ResourceObject[] {
    return [...this.resources.values()].filter(({ type }) => type === wanted);
  }

  private linkedFrom(resource: ResourceObject, name: string, tree: IncludeBranch): readonly ResourceObject[] {
    const linked = linkedBy(resource.relationships?.[name]);
    if (linked === undefined) {
      this.faults.push(`${identityOf(resource)} lacks the linkage of ${name}, which was included`);
      return [];
    }
    return linked.flatMap((identifier) => {
      const found = this.resources.get(identityOf(identifier));
      if (found === undefined && !this.guessed.has(tree))
        this.faults.push(`${identityOf(identifier)} is linked by ${name} and not included`);
      return found ?? [];
    });
  }
}
