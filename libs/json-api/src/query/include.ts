import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import type { Registry } from '../registry.js';

/** The relationships to include, each with what to include below it. */
export type IncludeTree = ReadonlyMap<string, IncludeTree>;

export const noIncludes: IncludeTree = new Map();

/** The longest path that a request may ask for: deep enough for every chain of resources, short enough to bound the work. */
export const includeDepthLimit = 5;

/** Paths that one request may name: each may cost a statement. */
export const includePathLimit = 50;

/** Records that one answer may include: what is more is read page by page through the related route. */
export const includedRecordLimit = 20_000;

type Branch = Map<string, Branch>;

/**
 * Reads an `include` parameter against what an API shows. Paths may repeat or share a beginning; their order makes no
 * difference to the answer.
 * @throws RequestProblem `include-too-large`, or `unknown-include` or `include-too-deep` for the first path that is wrong
 */
export const parseInclude = (registry: Registry, exposure: Exposure, text: string): IncludeTree => {
  const paths = registry.dialect.list(text);
  if (paths === undefined) {
    throw new RequestProblem({ code: 'unknown-include', type: exposure.type, name: text, path: text });
  }
  if (paths.length > includePathLimit) {
    throw new RequestProblem({ code: 'include-too-large', what: 'paths', limit: includePathLimit });
  }
  const root: Branch = new Map();
  for (const path of paths) grow(registry, exposure, root, path);
  return root;
};

const grow = (registry: Registry, root: Exposure, tree: Branch, path: string): void => {
  let branch = tree;
  let exposure = root;
  const names = path.split('.');
  if (names.length > includeDepthLimit) {
    throw new RequestProblem({ code: 'include-too-deep', path, type: root.type, limit: includeDepthLimit });
  }
  for (const name of names) {
    const relationship = exposure.relationships.find((one) => one.wireName === name && one.includable);
    if (relationship === undefined) {
      throw new RequestProblem({ code: 'unknown-include', type: exposure.type, name, path });
    }
    const next = branch.get(relationship.key) ?? new Map<string, Branch>();
    branch.set(relationship.key, next);
    branch = next;
    exposure = registry.target(relationship);
  }
};
