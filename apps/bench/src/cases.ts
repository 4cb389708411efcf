import { demoCredentials } from '@org/tools/demo';
import type { Request } from './load.js';

/** A request that the application and the floor answer alike, and how much more processor time the application may take. */
export interface Case {
  readonly name: string;
  readonly goal: number;
  readonly request: Request;
}

const accept = 'application/vnd.api+json';

/** Both servers are asked under one name, as their ports differ and links show the host. */
const host = 'ledger.example';

/** Facts that differ from ledger to ledger. */
export interface LedgerFacts {
  readonly adminToken: string;
  /** The tag of the admin's invoice 18. */
  readonly etag: string;
  /** The id of an invoice with more destinations than a page holds. */
  readonly crowdedInvoice: string;
  /** The id of an invoice of reseller 1 with charges, taxes, subscriptions, payments and corrections. */
  readonly commerceInvoice: string;
}

export const casesOf = ({ adminToken, etag, crowdedInvoice, commerceInvoice }: LedgerFacts): readonly Case[] => {
  const admin = { host, accept, authorization: adminToken };
  const invoice18 = '/api/rest/admin/invoices/18';
  return [
    { name: 'admin: one invoice', goal: 1.25, request: { path: invoice18, headers: admin, status: 200 } },
    {
      name: 'admin: list of 50 invoices with their accounts',
      goal: 1.15,
      request: { path: '/api/rest/admin/invoices?include=account&page[size]=50', headers: admin, status: 200 },
    },
    {
      name: 'reseller: one invoice with all that belongs to it',
      goal: 1.2,
      request: {
        path: `/api/v3/resellers/1/invoices/${commerceInvoice}?include=subscriptions,payments,charges,corrections,taxes`,
        headers: { host, accept, 'x-api-token': demoCredentials.resellerToken },
        status: 200,
      },
    },
    {
      name: 'admin: one invoice, not modified (304)',
      goal: 1.25,
      request: { path: invoice18, headers: { ...admin, 'if-none-match': etag }, status: 304 },
    },
    {
      name: 'admin: 50 of 2,000 destinations of an invoice',
      goal: 1.15,
      request: {
        path: `/api/rest/admin/invoices/${crowdedInvoice}/originated-destinations?page[size]=50`,
        headers: admin,
        status: 200,
      },
    },
  ];
};
