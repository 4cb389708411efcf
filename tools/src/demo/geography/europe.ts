import type { AtlasEntry } from './atlas-entry.js';

export const europe: readonly AtlasEntry[] = [
  {
    iso2: 'UA',
    name: 'Ukraine',
    mobile: {
      Kyivstar: '38067 38068 38096 38097 38098',
      'Vodafone Ukraine': '38050 38066 38095',
      lifecell: '38063 38093',
    },
    fixed: { Ukrtelecom: '38044 38032 38048' },
  },
  {
    iso2: 'PL',
    name: 'Poland',
    mobile: { Play: '48530 48531 48790', Plus: '48601 48603 48605', 'T-Mobile Polska': '48602 48604 48606' },
    fixed: { 'Orange Polska': '4822 4812 4861' },
  },
  {
    iso2: 'DE',
    name: 'Germany',
    mobile: { 'Vodafone Germany': '49152 49162 49172', 'Telefónica Germany': '49157 49176 49179' },
    fixed: { 'Deutsche Telekom': '4930 4940 4989' },
  },
  {
    iso2: 'GB',
    name: 'United Kingdom',
    mobile: {
      EE: '447966 447973',
      'Vodafone UK': '447747 447770',
      'O2 UK': '447702 447710',
      'Three UK': '447588 447828',
    },
    fixed: { BT: '4420 44121 44131 44161' },
  },
  {
    iso2: 'FR',
    name: 'France',
    mobile: { SFR: '33603 33609', 'Bouygues Telecom': '33660 33661 33668', 'Free Mobile': '33651 33695' },
    fixed: { Orange: '331 334' },
  },
  {
    iso2: 'ES',
    name: 'Spain',
    mobile: { 'Vodafone Spain': '34600 34607 34610', 'Orange Spain': '34605 34615 34625' },
    fixed: { Telefónica: '3491 3493' },
  },
  {
    iso2: 'IT',
    name: 'Italy',
    mobile: { 'Vodafone Italy': '39340 39347 39348', WindTre: '39320 39328 39392' },
    fixed: { 'Telecom Italia': '3902 3906' },
  },
  {
    iso2: 'PT',
    name: 'Portugal',
    mobile: { MEO: '35196', 'Vodafone Portugal': '35191', NOS: '35193' },
    fixed: { 'Altice Portugal': '35121 35122' },
  },
  {
    iso2: 'NL',
    name: 'Netherlands',
    mobile: { Odido: '31614 31624 31628', 'Vodafone Netherlands': '31611 31627 31629' },
    fixed: { KPN: '3120 3110' },
  },
  {
    iso2: 'BE',
    name: 'Belgium',
    mobile: { 'Orange Belgium': '32495 32496 32498', Telenet: '32484 32485 32486' },
    fixed: { Proximus: '322 323' },
  },
  { iso2: 'CH', name: 'Switzerland', mobile: { Sunrise: '4176', Salt: '4178' }, fixed: { Swisscom: '4144 4122' } },
  {
    iso2: 'AT',
    name: 'Austria',
    mobile: { 'Magenta Telekom': '43676', 'Drei Austria': '43660 43699' },
    fixed: { 'A1 Telekom Austria': '431 43316' },
  },
  {
    iso2: 'CZ',
    name: 'Czechia',
    mobile: { 'T-Mobile Czech Republic': '420603 420604 420605', 'Vodafone Czech Republic': '420608 420774 420775' },
    fixed: { 'O2 Czech Republic': '4202 42054' },
  },
  { iso2: 'SE', name: 'Sweden', mobile: { 'Tele2 Sweden': '4670 4673' }, fixed: { 'Telia Sweden': '468 4631' } },
  { iso2: 'FI', name: 'Finland', mobile: { Elisa: '35850', DNA: '35844' }, fixed: { 'Telia Finland': '3589' } },
  {
    iso2: 'RU',
    name: 'Russian Federation',
    mobile: { MTS: '7910 7915 7916 7985', MegaFon: '7920 7925 7926', Beeline: '7903 7905 7906 7909' },
    fixed: { Rostelecom: '7495 7812' },
  },
];
