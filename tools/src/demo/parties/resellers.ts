import { resellerIdOf, type Reseller } from '@org/invoice-domain';
import { instantOf } from '@org/kernel';

/** A reseller without a zone prints its timestamps in the platform's. */
type Row = readonly [
  names: readonly [id: number, parent: number | null, name: string, domain: string, manager: string],
  address: readonly [street: string, city: string, country: string, zip: string],
  terms: readonly [currency: string, zone: string | null, since: string],
];

/** Reseller 1 with three levels below it, and the tree of reseller 10 beside it. */
const rows: readonly Row[] = [
  [
    [1, null, 'Northgate Cloud', 'northgate', 'Vera Orlova'],
    ['Leninsky Prospekt 15', 'Moscow', 'RU', '119071'],
    ['RUB', 'Europe/Moscow', '2019-03-04T09:12:44.518203Z'],
  ],
  [
    [2, 1, 'Steppe Digital', 'steppe', 'Aigerim Sadykova'],
    ['Abay Avenue 52', 'Almaty', 'KZ', '050008'],
    ['KZT', 'Asia/Almaty', '2020-06-15T05:40:01.003117Z'],
  ],
  [
    [3, 1, 'Pacific Reach', 'pacific-reach', 'Laura Chen'],
    ['Mission Street 1455', 'San Francisco', 'US', '94103'],
    ['USD', 'America/Los_Angeles', '2020-09-01T17:05:33.740925Z'],
  ],
  [
    [4, 2, 'Ararat Online', 'ararat', 'Davit Petrosyan'],
    ['Mashtots Avenue 24', 'Yerevan', 'AM', '0002'],
    ['AMD', 'Asia/Yerevan', '2021-02-11T08:00:10.220001Z'],
  ],
  [
    [5, 2, 'Himal Networks', 'himal', 'Asha Gurung'],
    ['Durbar Marg 8', 'Kathmandu', 'NP', '44600'],
    ['NPR', 'Asia/Kathmandu', '2021-05-20T04:31:27.650380Z'],
  ],
  [
    [6, 3, 'Baja Servicios', 'baja', 'Ramón Ibarra'],
    ['Avenida Revolución 900', 'Tijuana', 'MX', '22000'],
    ['MXN', 'America/Tijuana', '2022-01-10T18:22:09.871234Z'],
  ],
  [
    [7, 3, 'Prairie Hosting', 'prairie', 'Emily Fournier'],
    ['Portage Avenue 330', 'Winnipeg', 'CA', 'R3C 0C4'],
    ['CAD', null, '2022-03-28T15:47:55.300467Z'],
  ],
  [
    [8, 1, 'Southern Cross Cloud', 'southern-cross', 'Neil Armitage'],
    ['Anderson Road 3', 'Lord Howe Island', 'AU', '2898'],
    ['AUD', 'Australia/Lord_Howe', '2021-08-02T23:15:40.415926Z'],
  ],
  [
    [9, 8, 'Kiwi Stack', 'kiwi-stack', 'Mere Tamihana'],
    ['Queen Street 205', 'Auckland', 'NZ', '1010'],
    ['NZD', 'Pacific/Auckland', '2023-07-06T21:01:18.090807Z'],
  ],
  [
    [10, null, 'Albion Wholesale', 'albion', 'Harriet Lowe'],
    ['Farringdon Road 77', 'London', 'GB', 'EC1M 3JU'],
    ['GBP', 'Europe/London', '2020-01-13T10:30:00.000001Z'],
  ],
  [
    [11, 10, 'Dnipro Hosting', 'dnipro-hosting', 'Olena Marchenko'],
    ['Khreshchatyk 22', 'Kyiv', 'UA', '01001'],
    ['UAH', 'Europe/Kyiv', '2022-11-30T07:55:12.480096Z'],
  ],
];

const resellerOf = ([[id, parent, name, domain, managerName], address, [currency, timeZone, since]]: Row): Reseller => {
  const [addressLine1, city, country, zip] = address;
  const createdAt = instantOf(since);
  return {
    id: resellerIdOf(id),
    parentId: parent === null ? null : resellerIdOf(parent),
    name,
    domain: `${domain}.example`,
    currency,
    timeZone,
    managerName,
    companyName: `${name} Ltd`,
    ...{ addressLine1, addressLine2: '', city, country, zip },
    externallyInvoiced: false,
    // Balances of the demo are drawn, and do not follow from what its accounts owe.
    settlesFromCredit: false,
    invoiceRefTemplate: '$id',
    creditNoteRefTemplate: 'CN-$seq',
    createdAt,
    updatedAt: createdAt.add({ hours: 2000 }),
  };
};

export const resellers: readonly Reseller[] = rows.map(resellerOf);
