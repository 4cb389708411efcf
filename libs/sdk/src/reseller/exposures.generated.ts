// Written by `npm run generate`: what the reseller API shows, as far as a client has to know it.
import { quotedFlag, quotedInteger } from '@org/json-api';
import type { ShownResource } from '../shown-resource.js';

export const resellerShown: readonly ShownResource[] = [
  {
    type: 'invoices',
    attributes:
      'instant:createdAt,updatedAt text:reference oneOf:status decimal:total integer:accountId localDate:fromDate,toDate oneOf:paymentModel flag:externallyApproved decimal:amountDue instant:voidedAt',
    links: 'subscriptions:subscription payments:payment charges:charge corrections:correction taxes:tax',
    options: {
      reference: { name: 'document_id' },
      status: { words: 'open,closed' },
      paymentModel: { words: 'prepay,postpay' },
      externallyApproved: { name: 'approved', codec: quotedFlag },
      amountDue: { filter: false, sort: false },
      voidedAt: { filter: false, sort: false },
    },
  },
  {
    type: 'subscriptions',
    attributes:
      'instant:createdAt,updatedAt integer:planId,accountId text:name flag:trial oneOf:status localDate:startDate,expirationDate oneOf:paymentModel',
    links: 'account',
    options: {
      status: {
        words:
          'ordered,installing,installation_failed,activating,activating_failed,active,delivered,updating,updating_failed,renewing,renewing_failed,waiting_for_manual_approve,graced,stopping,stopping_failed,stopped,blocked',
      },
      paymentModel: { words: 'prepay,postpay' },
    },
  },
  {
    type: 'payments',
    attributes:
      'instant:createdAt,updatedAt integer:accountId decimal:discountAmount,total,amountPaidFromBalance,initialTotal text:currencyCode,comment oneOf:status text:documentId localDate:expirationDate instant:closedAt decimal:externalTotal text:externalCurrencyCode',
    links: 'invoices:invoice account charges:charge corrections:correction reseller',
    options: {
      status: {
        words:
          'waiting_for_payment,expired,cancelled,receipt_creating,receipt_sent,processing,completed,paid_from_balance',
      },
    },
  },
  {
    type: 'charges',
    attributes:
      'instant:createdAt,updatedAt integer:subscriptionId,subscriptionResourceId decimal:quantity localDate:operateFrom decimal:duration localDate:operateTo text:description decimal:unitPrice,amount oneOf:status text:type localDate:closeDate decimal:discountAmount,taxesAmount text:name decimal:amountDue',
    links: 'account subscription invoice taxes:tax',
    options: {
      status: { words: 'new,opened,blocked,closed,deleted,waiting_for_refund,refunded' },
      amountDue: { filter: false, sort: false },
    },
  },
  {
    type: 'corrections',
    attributes:
      'instant:createdAt,updatedAt integer:accountId,subscriptionId oneOf:status decimal:total text:comment localDate:periodFrom,periodTo flag:includeInInvoice',
    links: 'account subscription invoice',
    options: { status: { words: 'approval_required,approved,declined' } },
  },
  {
    resource: 'tax',
    type: 'taxes',
    attributes: 'instant:createdAt,updatedAt integer:chargeId text:name,description decimal:value',
    links: 'charge',
  },
  {
    type: 'accounts',
    attributes:
      'instant:createdAt,updatedAt integer:resellerId text:name integer:accountClassId text:primaryName,firstName,middleName,lastName,country,region,city,street,building,office,zip,phone,email decimal:balance oneOf:paymentModel decimal:balanceDue',
    links: 'reseller subscriptions:subscription',
    options: { paymentModel: { words: 'prepay,postpay' }, balanceDue: { filter: false, sort: false } },
  },
  {
    type: 'resellers',
    attributes:
      'integer:parentId instant:createdAt,updatedAt text:name,domain,currency,managerName,companyName,addressLine1,addressLine2,city,country,zip',
    options: {
      parentId: { codec: quotedInteger },
      name: { group: 'general' },
      domain: { group: 'general' },
      currency: { group: 'general' },
      managerName: { name: 'manager', group: 'general' },
      companyName: { name: 'name', group: 'company' },
      addressLine1: { name: 'address_line_1', group: 'company' },
      addressLine2: { name: 'address_line_2', group: 'company' },
      city: { group: 'company' },
      country: { group: 'company' },
      zip: { group: 'company' },
    },
  },
  {
    type: 'postings',
    attributes:
      'integer:accountId,number oneOf:kind decimal:amount text:currency decimal:balance oneOf:causeType integer:causeId instant:bookedAt,recordedAt',
    links: 'account',
    options: {
      kind: {
        words:
          'opening,adjustment,charge,tax,correction,transaction,reversal,replacement,payment,cancellation,settlement,refund,chargeback,undone_completion,credit_note',
      },
      causeType: {
        words: 'account,posting,charge,tax,correction,transaction,usage_revision,payment,allocation,refund,credit_note',
      },
    },
  },
  {
    type: 'allocations',
    attributes: 'integer:accountId,postingId,invoiceId,chargeId,refundId,paymentId decimal:amount instant:allocatedAt',
    links: 'account posting invoice charge payment',
    options: { invoiceId: { filter: false }, chargeId: { filter: false }, refundId: { filter: false } },
  },
  {
    type: 'credit_notes',
    attributes:
      'integer:number text:reference oneOf:kind integer:accountId,invoiceId text:currency decimal:total text:reason instant:issuedAt',
    links: 'account invoice correction lines:creditNoteLine',
    options: { reference: { name: 'document_id' }, kind: { words: 'credit,void' } },
  },
  {
    type: 'credit_note_lines',
    attributes: 'integer:creditNoteId,chargeId,correctionId text:name decimal:amount',
    links: 'creditNote charge correction',
  },
];

export const shownExternalInvoice: ShownResource = {
  type: 'external_invoices',
  attributes:
    'instant:createdAt,updatedAt text:key oneOf:type text:name decimal:amountTotal text:amountCurrency localDate:startDate,endDate integer:accountId oneOf:fileType integer:fileSize text:fileSha256',
  options: {
    type: { name: 'document_type', words: 'invoice,invoice_vat,act' },
    amountTotal: { name: 'total', group: 'amount' },
    amountCurrency: { name: 'currency', group: 'amount' },
    fileType: {
      name: 'content_type',
      group: 'file',
      words: 'application/pdf,application/msword,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    fileSize: { name: 'size', group: 'file' },
    fileSha256: { name: 'sha256', group: 'file' },
  },
};

export const shownStatement: ShownResource = {
  type: 'statements',
  attributes:
    'integer:accountId localDate:from,to instant:startsAt,endsAt text:currency decimal:openingBalance,closingBalance,credits,debits json:movements',
};
