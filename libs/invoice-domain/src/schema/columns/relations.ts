import type { RelationOptions } from 'typeorm';

/**
 * For a relation that a composite foreign key on the class guards: the relation joins by the id alone, and adds no
 * second, weaker constraint.
 */
export const byComposite = { createForeignKeyConstraints: false } as const satisfies RelationOptions;

/** For what a line of usage refers to: triggers check that, all lines of a statement at once (docs/adr/0024-references-in-sets.md). */
export const inSets = { createForeignKeyConstraints: false } as const satisfies RelationOptions;
