import type { RelationOptions } from 'typeorm';

/**
 * For a relation that a composite foreign key on the class guards: the relation joins by the id alone, and adds no
 * second, weaker constraint.
 */
export const byComposite = { createForeignKeyConstraints: false } as const satisfies RelationOptions;
