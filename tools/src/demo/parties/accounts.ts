import {
  accountIdOf,
  neverBilled,
  noNextInvoice,
  scheduleUnder,
  type Account,
  type Contact,
  type Contractor,
} from '@org/invoice-domain';
import { Decimal, startOfDay } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import { Random, uuidOf } from '../random.js';
import { accountClasses } from './account-classes.js';
import { accountSketches, type AccountSketch } from './account-sketches.js';
import { companies, type Company } from './companies.js';
import { contacts, contractors, domainOf, invoiceTemplates } from './contractors.js';
import { priceIn } from './exchange.js';
import { resellers } from './resellers.js';
import { taxesOf } from './taxes.js';

/** A row of the ledger with the sketch that says how it is billed. */
export interface DemoAccount {
  readonly row: Account;
  readonly sketch: AccountSketch;
}

const found = <Item>(items: readonly Item[], wanted: (item: Item) => boolean): Item => {
  const item = items.find(wanted);
  if (item === undefined) throw new RangeError('the demo data names something it does not hold');
  return item;
};

/** Whole percents: a price per six seconds with its tax then has eight decimal places at most. */
const vatOf = ({ model, calls }: AccountSketch, { country }: Company): Decimal =>
  (model === 'prepay' && calls !== undefined ? taxesOf(country)[0]?.percent : undefined) ?? Decimal.zero;

/** Schedule of an account when its calls begin; its invoices move it on. */
const scheduleColumns = ({ calls, zone: timeZone }: AccountSketch, calendar: Calendar) => {
  if (calls === undefined || calls.period === null) return { invoicePeriodId: null, ...noNextInvoice };
  const since = startOfDay(calendar.dayOf(calls.since), timeZone);
  return { invoicePeriodId: calls.period, ...scheduleUnder({ period: calls.period, timeZone }, since, neverBilled) };
};

const limitColumns = (currency: string, { model, calls }: AccountSketch, random: Random) => {
  const credit = priceIn(currency, random.decimal(5, 50, 0).times(Decimal.of('100')), 0);
  const low = priceIn(currency, Decimal.of('50'), 0);
  return {
    balance: priceIn(currency, random.decimal(model === 'postpay' ? -900_000 : 0, 4_000_000, 4), 4),
    minBalance: model === 'postpay' ? credit.negated() : Decimal.zero,
    maxBalance: credit.times(Decimal.of('20')),
    balanceLowThreshold: model === 'prepay' ? low : null,
    balanceHighThreshold: model === 'prepay' ? low.times(Decimal.of('100')) : null,
    destinationRateLimit: calls !== undefined && random.chance(30) ? priceIn(currency, Decimal.of('0.5'), 2) : null,
    maxCallDuration: calls !== undefined && random.chance(40) ? 7200 : null,
    originationCapacity: calls === undefined ? null : random.integer(1, 40) * 10,
    terminationCapacity: calls?.sells === true ? random.integer(1, 60) * 10 : null,
    totalCapacity: calls === undefined ? null : random.integer(40, 90) * 10,
  };
};

const addressColumns = ({ name, person, country, city, street }: Company, random: Random) => {
  const [firstName = person, lastName = ''] = person.split(/ (.*)/);
  return {
    primaryName: name,
    firstName,
    middleName: null,
    lastName,
    country,
    region: null,
    city,
    street,
    building: String(random.integer(1, 120)),
    office: random.chance(50) ? String(random.integer(1, 40)) : null,
    zip: String(random.integer(10_000, 99_999)),
    phone: `+120255501${random.integer(10, 99)}`,
    email: `accounts@${domainOf(name)}`,
  };
};

const idsOf = (recipients: readonly Contact[]) => recipients.map(({ id }) => id);

const mailColumns = (contractor: Contractor, random: Random) => {
  const recipients = contacts.filter(({ contractorId }) => contractorId === contractor.id);
  return {
    sendInvoicesTo: random.chance(70) ? idsOf(recipients.slice(0, 1)) : null,
    sendBalanceNotificationsTo: random.chance(50) ? idsOf(recipients) : null,
  };
};

function accountOf(sketch: AccountSketch, calendar: Calendar): DemoAccount {
  const random = new Random(`account ${sketch.id}`);
  const company = found(companies, ({ name }) => name === sketch.company);
  const contractor = found(contractors, ({ name }) => name === sketch.company);
  const reseller = found(resellers, ({ id }) => id === sketch.reseller);
  const currency = sketch.currency ?? reseller.currency;
  const createdAt = reseller.createdAt.add({ hours: 24 + sketch.id, microseconds: random.integer(0, 3_599_999_999) });
  const row: Account = {
    id: accountIdOf(sketch.id),
    uuid: uuidOf(`account ${sketch.id}`),
    name: `${company.name} ${sketch.id}`,
    externalId: random.chance(80) ? 70_000 + sketch.id : null,
    contractorId: contractor.id,
    resellerId: reseller.id,
    invoiceTemplateId: random.chance(60) ? random.pick(invoiceTemplates).id : null,
    currency,
    timeZone: sketch.zone,
    paymentModel: sketch.model,
    invoiceRefTemplate: '$id',
    vat: vatOf(sketch, company),
    ...limitColumns(currency, sketch, random),
    ...mailColumns(contractor, random),
    ...scheduleColumns(sketch, calendar),
    accountClassId: sketch.billedSince === undefined ? null : random.pick(accountClasses).id,
    billingDay: null,
    ...addressColumns(company, random),
    createdAt,
    updatedAt: createdAt.add({ hours: random.integer(1, 15_000) }),
  };
  return { row, sketch };
}

export const demoAccounts = (calendar: Calendar): readonly DemoAccount[] =>
  accountSketches.map((sketch) => accountOf(sketch, calendar));
