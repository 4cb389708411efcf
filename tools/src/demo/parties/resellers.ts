import { resellerIdOf, type Reseller } from '@org/invoice-domain';
import { instantOf } from '@org/kernel';

interface ResellerSketch {
  readonly id: number;
  readonly parent: number | null;
  readonly name: string;
  readonly domain: string;
  readonly currency: string;
  readonly zone: string | null;
  readonly manager: string;
  readonly address: readonly [street: string, city: string, country: string, zip: string];
  readonly since: string;
}

/** Reseller 1 with three levels below it, and the tree of reseller 10 beside it. */
const sketches: readonly ResellerSketch[] = [
  {
    id: 1,
    parent: null,
    name: 'Northgate Cloud',
    domain: 'northgate.example',
    currency: 'RUB',
    zone: 'Europe/Moscow',
    manager: 'Vera Orlova',
    address: ['Leninsky Prospekt 15', 'Moscow', 'RU', '119071'],
    since: '2019-03-04T09:12:44.518203Z',
  },
  {
    id: 2,
    parent: 1,
    name: 'Steppe Digital',
    domain: 'steppe.example',
    currency: 'KZT',
    zone: 'Asia/Almaty',
    manager: 'Aigerim Sadykova',
    address: ['Abay Avenue 52', 'Almaty', 'KZ', '050008'],
    since: '2020-06-15T05:40:01.003117Z',
  },
  {
    id: 3,
    parent: 1,
    name: 'Pacific Reach',
    domain: 'pacific-reach.example',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    manager: 'Laura Chen',
    address: ['Mission Street 1455', 'San Francisco', 'US', '94103'],
    since: '2020-09-01T17:05:33.740925Z',
  },
  {
    id: 4,
    parent: 2,
    name: 'Ararat Online',
    domain: 'ararat.example',
    currency: 'AMD',
    zone: 'Asia/Yerevan',
    manager: 'Davit Petrosyan',
    address: ['Mashtots Avenue 24', 'Yerevan', 'AM', '0002'],
    since: '2021-02-11T08:00:10.220001Z',
  },
  {
    id: 5,
    parent: 2,
    name: 'Himal Networks',
    domain: 'himal.example',
    currency: 'NPR',
    zone: 'Asia/Kathmandu',
    manager: 'Asha Gurung',
    address: ['Durbar Marg 8', 'Kathmandu', 'NP', '44600'],
    since: '2021-05-20T04:31:27.650380Z',
  },
  {
    id: 6,
    parent: 3,
    name: 'Baja Servicios',
    domain: 'baja.example',
    currency: 'MXN',
    zone: 'America/Tijuana',
    manager: 'Ramón Ibarra',
    address: ['Avenida Revolución 900', 'Tijuana', 'MX', '22000'],
    since: '2022-01-10T18:22:09.871234Z',
  },
  {
    id: 7,
    parent: 3,
    name: 'Prairie Hosting',
    domain: 'prairie.example',
    currency: 'CAD',
    // Prints its timestamps in the platform's zone.
    zone: null,
    manager: 'Emily Fournier',
    address: ['Portage Avenue 330', 'Winnipeg', 'CA', 'R3C 0C4'],
    since: '2022-03-28T15:47:55.300467Z',
  },
  {
    id: 8,
    parent: 1,
    name: 'Southern Cross Cloud',
    domain: 'southern-cross.example',
    currency: 'AUD',
    zone: 'Australia/Lord_Howe',
    manager: 'Neil Armitage',
    address: ['Anderson Road 3', 'Lord Howe Island', 'AU', '2898'],
    since: '2021-08-02T23:15:40.415926Z',
  },
  {
    id: 9,
    parent: 8,
    name: 'Kiwi Stack',
    domain: 'kiwi-stack.example',
    currency: 'NZD',
    zone: 'Pacific/Auckland',
    manager: 'Mere Tamihana',
    address: ['Queen Street 205', 'Auckland', 'NZ', '1010'],
    since: '2023-07-06T21:01:18.090807Z',
  },
  {
    id: 10,
    parent: null,
    name: 'Albion Wholesale',
    domain: 'albion.example',
    currency: 'GBP',
    zone: 'Europe/London',
    manager: 'Harriet Lowe',
    address: ['Farringdon Road 77', 'London', 'GB', 'EC1M 3JU'],
    since: '2020-01-13T10:30:00.000001Z',
  },
  {
    id: 11,
    parent: 10,
    name: 'Dnipro Hosting',
    domain: 'dnipro-hosting.example',
    currency: 'UAH',
    zone: 'Europe/Kyiv',
    manager: 'Olena Marchenko',
    address: ['Khreshchatyk 22', 'Kyiv', 'UA', '01001'],
    since: '2022-11-30T07:55:12.480096Z',
  },
];

export const resellers: readonly Reseller[] = sketches.map(({ address: [street, city, country, zip], ...sketch }) => ({
  id: resellerIdOf(sketch.id),
  parentId: sketch.parent === null ? null : resellerIdOf(sketch.parent),
  name: sketch.name,
  domain: sketch.domain,
  currency: sketch.currency,
  timeZone: sketch.zone,
  managerName: sketch.manager,
  companyName: `${sketch.name} Ltd`,
  addressLine1: street,
  addressLine2: '',
  city,
  country,
  zip,
  externallyInvoiced: false,
  invoiceRefTemplate: '$id',
  createdAt: instantOf(sketch.since),
  updatedAt: instantOf(sketch.since).add({ hours: 2000 }),
}));
