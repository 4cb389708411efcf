import type { AtlasEntry } from './atlas-entry.js';

export const asiaAndOceania: readonly AtlasEntry[] = [
  {
    iso2: 'TR',
    name: 'Türkiye',
    mobile: { Turkcell: '90532 90533 90535', 'Vodafone Turkey': '90542 90543 90545' },
    fixed: { 'Türk Telekom': '90212 90312' },
  },
  {
    iso2: 'KZ',
    name: 'Kazakhstan',
    mobile: { Kcell: '7701 7702 7778', 'Beeline Kazakhstan': '7705 7771 7777', 'Tele2 Kazakhstan': '7707 7747' },
    fixed: { Kazakhtelecom: '7727 7717' },
  },
  {
    iso2: 'GE',
    name: 'Georgia',
    mobile: { MagtiCom: '995595 995599', Cellfie: '995568 995571' },
    fixed: { Silknet: '99532 995431' },
  },
  {
    iso2: 'AM',
    name: 'Armenia',
    mobile: { Viva: '37493 37494 37477', Ucom: '37495 37455' },
    fixed: { 'Team Telecom Armenia': '37410 37460' },
  },
  {
    iso2: 'IN',
    name: 'India',
    mobile: { 'Bharti Airtel': '919810 919818', 'Vodafone Idea': '919811 919820' },
    fixed: { BSNL: '9111 9122 9133' },
  },
  { iso2: 'NP', name: 'Nepal', mobile: { Ncell: '977980 977981 977982' }, fixed: { 'Nepal Telecom': '9771 97761' } },
  {
    iso2: 'CN',
    name: 'China',
    mobile: { 'China Mobile': '86135 86138 86139', 'China Unicom': '86130 86131 86132' },
    fixed: { 'China Telecom': '8610 8621' },
  },
  { iso2: 'JP', name: 'Japan', mobile: { 'NTT Docomo': '8190' }, fixed: { 'NTT East': '813', 'NTT West': '816' } },
  {
    iso2: 'AE',
    name: 'United Arab Emirates',
    mobile: { du: '97152 97155 97158' },
    fixed: { Etisalat: '9714 9712' },
  },
  {
    iso2: 'SA',
    name: 'Saudi Arabia',
    mobile: { Mobily: '96654 96656', 'Zain Saudi Arabia': '96658 96659' },
    fixed: { 'Saudi Telecom Company': '96611 96612' },
  },
  {
    iso2: 'IL',
    name: 'Israel',
    mobile: { Pelephone: '97250', Cellcom: '97252', Partner: '97254' },
    fixed: { Bezeq: '9722 9723' },
  },
  {
    iso2: 'AU',
    name: 'Australia',
    mobile: { Optus: '61402 61403 61411', 'Vodafone Australia': '61404 61405 61414' },
    fixed: { Telstra: '612 613 617' },
  },
  {
    iso2: 'NZ',
    name: 'New Zealand',
    mobile: { 'One NZ': '6421', '2degrees': '6422' },
    fixed: { 'Spark NZ': '649 644' },
  },
];
