import {
  contactIdOf,
  contractorIdOf,
  invoiceTemplateIdOf,
  smtpConnectionIdOf,
  type Contact,
  type Contractor,
  type InvoiceTemplate,
  type SmtpConnection,
} from '@org/invoice-domain';
import { Random } from '../random.js';
import { accountSketches } from './account-sketches.js';
import { companies, type Company } from './companies.js';

export const smtpConnections: readonly SmtpConnection[] = [
  { name: 'Platform mail', host: 'smtp.northgate.example', fromAddress: 'invoices@northgate.example', global: true },
  { name: 'Albion mail', host: 'mail.albion.example', fromAddress: 'billing@albion.example', global: false },
  {
    name: 'Pacific Reach mail',
    host: 'smtp.pacific-reach.example',
    fromAddress: 'ar@pacific-reach.example',
    global: false,
  },
].map((connection, index) => ({
  ...connection,
  id: smtpConnectionIdOf(index + 1),
  port: connection.global ? 587 : 465,
  authUser: connection.global ? 'invoices' : null,
  authPassword: connection.global ? 'demo-mail-password' : null,
  authType: 'plain',
}));

export const invoiceTemplates: readonly InvoiceTemplate[] = [
  { id: invoiceTemplateIdOf(1), name: 'Wholesale traffic', filename: 'wholesale-traffic.odt' },
  { id: invoiceTemplateIdOf(2), name: 'Retail calls', filename: 'retail-calls.odt' },
  { id: invoiceTemplateIdOf(3), name: 'Cloud services', filename: 'cloud-services.odt' },
];

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '-');

export const domainOf = (company: string): string => `${slugOf(company)}.example`;

const contractorOf = ({ name, street, city, country }: Company, index: number): Contractor => {
  const random = new Random(`contractor ${name}`);
  return {
    id: contractorIdOf(index + 1),
    name,
    enabled: random.chance(94),
    customer: true,
    vendor: accountSketches.some((account) => account.company === name && account.calls?.sells === true),
    description: random.chance(30) ? `Contract of ${random.integer(2019, 2024)}` : null,
    address: `${street} ${random.integer(1, 180)}, ${city}, ${country}`,
    // Numbers that belong to nobody.
    phones: `+1 202 555 01${random.integer(10, 99)}`,
    externalId: random.chance(70) ? 5000 + index : null,
    smtpConnectionId: random.chance(25) ? random.pick(smtpConnections).id : null,
  };
};

export const contractors: readonly Contractor[] = companies.map(contractorOf);

const mailboxes = [
  { local: 'accounts', notes: null },
  { local: 'noc', notes: 'Around the clock' },
] as const;

export const contacts: readonly Contact[] = contractors
  .flatMap((contractor) =>
    mailboxes
      .filter(({ local }) => local === 'accounts' || contractor.vendor)
      .map(({ local, notes }) => ({
        contractorId: contractor.id,
        email: `${local}@${domainOf(contractor.name)}`,
        notes,
      })),
  )
  .map((contact, index) => ({ ...contact, id: contactIdOf(index + 1) }));
