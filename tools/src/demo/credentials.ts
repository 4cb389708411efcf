import { publishedPassword, publishedToken, publishedTokenPrefix, type ManagerRole } from '@org/invoice-domain';

export interface DemoManager {
  readonly resellerId: number;
  readonly name: string;
  readonly role: ManagerRole;
  readonly token: string;
  readonly active: boolean;
  readonly revoked: boolean;
}

const usable = { active: true, revoked: false } as const;

/** Credentials of the demo world; not secret, because production has no demo. */
export const demoCredentials = {
  admin: { username: 'admin', password: publishedPassword },
  /** Of `managers.rootAdmin`: may do everything for reseller 1 and the resellers below it. */
  resellerToken: publishedToken,
  managers: {
    rootAdmin: { resellerId: 1, name: 'Vera Orlova', role: 'admin', token: publishedToken, ...usable },
    rootSales: {
      resellerId: 1,
      name: 'Anton Belov',
      role: 'sales',
      token: `${publishedTokenPrefix}root-sales`,
      ...usable,
    },
    rootOwner: {
      resellerId: 1,
      name: 'Nina Lebed',
      role: 'owner',
      token: `${publishedTokenPrefix}root-owner`,
      ...usable,
    },
    inactive: {
      resellerId: 1,
      name: 'Oleg Strunin',
      role: 'admin',
      token: `${publishedTokenPrefix}inactive`,
      active: false,
      revoked: false,
    },
    revoked: {
      resellerId: 1,
      name: 'Maria Zueva',
      role: 'admin',
      token: `${publishedTokenPrefix}revoked`,
      active: true,
      revoked: true,
    },
    /** Manager of reseller 2, a child of reseller 1. */
    child: { resellerId: 2, name: 'Aigerim Sadykova', role: 'admin', token: `${publishedTokenPrefix}child`, ...usable },
    /** Manager of reseller 3, another child of reseller 1. */
    sibling: { resellerId: 3, name: 'Laura Chen', role: 'admin', token: `${publishedTokenPrefix}sibling`, ...usable },
    /** Manager of reseller 5, a child of reseller 2. */
    grandchild: {
      resellerId: 5,
      name: 'Asha Gurung',
      role: 'admin',
      token: `${publishedTokenPrefix}grandchild`,
      ...usable,
    },
    /** Manager of reseller 10, the root of another tree. */
    outsider: {
      resellerId: 10,
      name: 'Harriet Lowe',
      role: 'admin',
      token: `${publishedTokenPrefix}outsider`,
      ...usable,
    },
  },
} as const satisfies { readonly managers: Readonly<Record<string, DemoManager>>; readonly [other: string]: unknown };
