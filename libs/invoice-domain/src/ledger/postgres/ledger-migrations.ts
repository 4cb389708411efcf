import * as migrations from './migrations.generated.js';

/** When a migration was written, in milliseconds: the end of its name. */
const writtenAt = ({ name }: { readonly name: string }): number => Number(/\d+$/.exec(name)?.[0]);

/** All migrations in the order of running. A migration that has run anywhere is never edited: a change is a new one. */
export const ledgerMigrations = Object.values(migrations).sort((one, other) => writtenAt(one) - writtenAt(other));
