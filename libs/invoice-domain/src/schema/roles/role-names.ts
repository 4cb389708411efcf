/** The roles of one ledger: who owns it, changes its schema, works with it, and looks at it. */
export interface RoleNames {
  readonly owner: string;
  readonly migrator: string;
  readonly application: string;
  readonly reader: string;
}

const suffix = '_owner';

export const roleNames = (prefix: string): RoleNames => ({
  owner: `${prefix}${suffix}`,
  migrator: `${prefix}_migrator`,
  application: `${prefix}_app`,
  reader: `${prefix}_reader`,
});

/** The roles of a ledger by its owner's name; none of one whose owner the command did not make. */
export const rolesOfOwner = (owner: string): RoleNames | undefined =>
  owner.endsWith(suffix) ? roleNames(owner.slice(0, -suffix.length)) : undefined;
