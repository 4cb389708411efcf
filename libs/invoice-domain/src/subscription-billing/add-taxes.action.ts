import {
  amountMember,
  flatBody,
  idMember,
  listMember,
  onCollection,
  optionalMember,
  textMember,
  theNewRecords,
} from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import type { ChargeId } from '../model/ids.js';
import { resellerTax } from './charge.resource.js';

/** Taxes of one request, at most. */
const mostTaxes = 500;

export const addTaxes = resellerAction('addTaxes', {
  on: onCollection(resellerTax),
  right: 'add-taxes',
  body: flatBody('NewTax', {
    taxes: listMember(
      {
        chargeId: idMember<ChargeId>(),
        name: textMember({ example: 'VAT' }),
        value: amountMember({ description: 'Two decimals at most.' }),
        description: optionalMember(textMember({ max: 4_000 })),
      },
      { max: mostTaxes, description: `1 to ${mostTaxes} of them, all of which are added or none.` },
    ),
  }),
  refusals: ['unknown-charge', 'tax-not-postpay', 'tax-not-open', 'tax-on-final', 'tax-below-zero', 'tax-too-fine'],
  answers: theNewRecords,
  summary: 'Add taxes to charges of the own reseller',
  description: 'Charges of the payment model postpay that are opened or blocked; their amounts follow.',
  call: 'add',
});
