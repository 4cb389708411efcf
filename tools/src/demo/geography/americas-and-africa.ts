import type { AtlasEntry } from './atlas-entry.js';

export const americasAndAfrica: readonly AtlasEntry[] = [
  {
    iso2: 'US',
    name: 'United States',
    mobile: { Verizon: '1201 1917', 'T-Mobile US': '1206 1425' },
    fixed: { 'AT&T': '1212 1214 1415', Lumen: '1303 1720' },
  },
  {
    iso2: 'CA',
    name: 'Canada',
    mobile: { 'Rogers Wireless': '1647 1437' },
    fixed: { 'Bell Canada': '1416 1514', Telus: '1604 1780' },
  },
  { iso2: 'MX', name: 'Mexico', mobile: { Telcel: '521' }, fixed: { Telmex: '5255 5233 5281' } },
  { iso2: 'BR', name: 'Brazil', mobile: { Vivo: '551199', 'Claro Brasil': '552199' }, fixed: { Oi: '5521 5531' } },
  {
    iso2: 'AR',
    name: 'Argentina',
    mobile: { 'Claro Argentina': '54911' },
    fixed: { 'Telecom Argentina': '5411 54351' },
  },
  { iso2: 'CL', name: 'Chile', mobile: { 'Entel Chile': '569' }, fixed: { 'Movistar Chile': '562 5632' } },
  {
    iso2: 'ZA',
    name: 'South Africa',
    mobile: { Vodacom: '2772 2782', 'MTN South Africa': '2773 2783', 'Cell C': '2774 2784' },
    fixed: { 'Telkom SA': '2711 2721' },
  },
  {
    iso2: 'EG',
    name: 'Egypt',
    mobile: { 'Vodafone Egypt': '2010', 'Orange Egypt': '2012', 'Etisalat Misr': '2011' },
    fixed: { 'Telecom Egypt': '202 203' },
  },
  {
    iso2: 'KE',
    name: 'Kenya',
    mobile: { Safaricom: '25470 25471 25472', 'Airtel Kenya': '25473' },
    fixed: { 'Telkom Kenya': '25420' },
  },
  {
    iso2: 'NG',
    name: 'Nigeria',
    mobile: { 'MTN Nigeria': '234803 234806', 'Airtel Nigeria': '234802 234808' },
    fixed: { ntel: '2341' },
  },
];

/** Networks that belong to no country. */
export const worldwide = {
  Satellite: { Iridium: '8816 8817', Inmarsat: '870', Thuraya: '88216' },
  Freephone: { 'Universal International Freephone': '800' },
  VoIP: { iNum: '8835100' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
