// Written by `npm run generate`: what the admin API shows, as far as a client has to know it.
import { floatNumber } from '@org/json-api';
import type { ShownResource } from '../shown-resource.js';

export const adminShown: readonly ShownResource[] = [
  {
    type: 'invoices',
    attributes:
      'text:reference oneOf:state,type instant:startsAt,endsAt text:pdfPath,odtPath decimal:amountSpent,amountEarned,originatedAmountSpent,originatedAmountEarned integer:originatedCallsCount,originatedSuccessfulCallsCount,originatedCallsDuration,originatedBillingDuration instant:originatedFirstCallAt,originatedLastCallAt decimal:terminatedAmountSpent,terminatedAmountEarned integer:terminatedCallsCount,terminatedSuccessfulCallsCount,terminatedCallsDuration,terminatedBillingDuration instant:terminatedFirstCallAt,terminatedLastCallAt decimal:servicesAmountSpent,servicesAmountEarned integer:serviceTransactionsCount uuid:uuid decimal:total text:currency instant:createdAt oneOf:kind decimal:amountDue instant:voidedAt',
    links:
      'account originatedDestinations:invoiceOriginatedDestination originatedNetworks:invoiceOriginatedNetwork terminatedDestinations:invoiceTerminatedDestination terminatedNetworks:invoiceTerminatedNetwork serviceData:invoiceServiceData',
    options: {
      state: { words: 'new:New,pending:Pending,approved:Approved', sort: false },
      type: { name: 'invoice-type', words: 'manual:Manual,autoFull:Auto Full,autoPartial:Auto Partial', sort: false },
      startsAt: { name: 'start-date' },
      endsAt: { name: 'end-date' },
      pdfPath: { filter: false, sort: false },
      odtPath: { filter: false, sort: false },
      uuid: { filter: false, sort: false },
      total: { filter: false, sort: false },
      currency: { filter: false, sort: false },
      createdAt: { filter: false, sort: false },
      kind: { words: 'usage:Usage,commerce:Subscription', sort: false },
      amountDue: { filter: false, sort: false },
      voidedAt: { filter: false, sort: false },
    },
    filters: { account_id: { by: 'accountId', as: 'key' } },
  },
  {
    type: 'invoice-originated-destinations',
    attributes:
      'decimal:amount integer:billingDuration,callsCount,callsDuration text:dstPrefix instant:firstCallAt,lastCallAt decimal:rate flag:spent integer:successfulCallsCount',
    links: 'invoice country network',
    filters: {
      invoice_id: { by: 'invoiceId', as: 'key' },
      invoice_account_id: { by: 'invoiceAccountId', as: 'key' },
      country_id: { by: 'countryId', as: 'key' },
      network_id: { by: 'networkId', as: 'key' },
    },
  },
  {
    type: 'invoice-originated-networks',
    attributes:
      'decimal:amount integer:billingDuration,callsCount,callsDuration instant:firstCallAt,lastCallAt decimal:rate flag:spent integer:successfulCallsCount',
    links: 'invoice country network',
    filters: {
      invoice_id: { by: 'invoiceId', as: 'key' },
      invoice_account_id: { by: 'invoiceAccountId', as: 'key' },
      country_id: { by: 'countryId', as: 'key' },
      network_id: { by: 'networkId', as: 'key' },
    },
  },
  {
    type: 'invoice-terminated-destinations',
    attributes:
      'decimal:amount integer:billingDuration,callsCount,callsDuration text:dstPrefix instant:firstCallAt,lastCallAt decimal:rate flag:spent integer:successfulCallsCount',
    links: 'invoice country network',
    filters: {
      invoice_id: { by: 'invoiceId', as: 'key' },
      invoice_account_id: { by: 'invoiceAccountId', as: 'key' },
      country_id: { by: 'countryId', as: 'key' },
      network_id: { by: 'networkId', as: 'key' },
    },
  },
  {
    type: 'invoice-terminated-networks',
    attributes:
      'decimal:amount integer:billingDuration,callsCount,callsDuration instant:firstCallAt,lastCallAt decimal:rate flag:spent integer:successfulCallsCount',
    links: 'invoice country network',
    filters: {
      invoice_id: { by: 'invoiceId', as: 'key' },
      invoice_account_id: { by: 'invoiceAccountId', as: 'key' },
      country_id: { by: 'countryId', as: 'key' },
      network_id: { by: 'networkId', as: 'key' },
    },
  },
  {
    resource: 'invoiceServiceData',
    type: 'invoice-service-data',
    attributes: 'decimal:amount integer:transactionsCount flag:spent',
    links: 'invoice service',
    filters: {
      invoice_id: { by: 'invoiceId', as: 'key' },
      invoice_account_id: { by: 'invoiceAccountId', as: 'key' },
      service_id: { by: 'serviceId', as: 'key' },
    },
  },
  {
    type: 'accounts',
    attributes:
      'text:name decimal:balance,minBalance,maxBalance,vat,balanceLowThreshold,balanceHighThreshold integers:sendBalanceNotificationsTo decimal:destinationRateLimit integer:maxCallDuration,externalId uuid:uuid integer:originationCapacity,terminationCapacity,totalCapacity integers:sendInvoicesTo integer:invoicePeriodId text:timeZone decimal:balanceDue',
    links: 'contractor invoiceTemplate',
    options: {
      balanceLowThreshold: { sort: false },
      balanceHighThreshold: { sort: false },
      invoicePeriodId: { filter: false },
      timeZone: { name: 'timezone', filter: false },
      balanceDue: { filter: false, sort: false },
    },
    filters: {
      name: { by: 'name', as: 'text', plain: true },
      'contractor.id': { by: 'contractorId', as: 'key', plain: true },
      'invoice_template.id': { by: 'invoiceTemplateId', as: 'key', plain: true },
    },
    sorts: { send_invoices_to: 'sendInvoicesTo' },
  },
  { type: 'contacts', attributes: 'text:email,notes', links: 'contractor' },
  {
    type: 'contractors',
    attributes: 'text:name flag:enabled,vendor,customer text:description,address,phones integer:externalId',
    links: 'smtpConnection',
    filters: {
      name: { by: 'name', as: 'text', plain: true },
      'smtp_connection.id': { by: 'smtpConnectionId', as: 'key', plain: true },
    },
  },
  {
    type: 'smtp-connections',
    attributes: 'text:name,host integer:port text:fromAddress,authUser secret:authPassword flag:global',
    options: {
      name: { filter: false },
      host: { filter: false },
      port: { filter: false },
      fromAddress: { filter: false },
      authUser: { filter: false },
      global: { filter: false },
    },
    filters: { name: { by: 'name', as: 'text', plain: true } },
  },
  {
    type: 'invoice-templates',
    attributes: 'text:name,filename',
    options: { name: { filter: false } },
    filters: { name: { by: 'name', as: 'text', plain: true } },
  },
  {
    resource: 'country',
    type: 'countries',
    attributes: 'text:name,iso2',
    options: { name: { filter: false }, iso2: { filter: false } },
    filters: { name: { by: 'name', as: 'text', plain: true }, iso2: { by: 'iso2', as: 'text', plain: true } },
  },
  {
    resource: 'currency',
    type: 'currencies',
    attributes: 'text:name decimal:rate integer:rateProviderId',
    options: { rate: { codec: floatNumber } },
  },
  {
    type: 'networks',
    attributes: 'text:name',
    links: 'networkType',
    options: { name: { filter: false } },
    filters: { name: { by: 'name', as: 'text', plain: true } },
  },
  {
    type: 'network-types',
    attributes: 'text:name',
    options: { name: { filter: false } },
    filters: { name: { by: 'name', as: 'text', plain: true } },
  },
  {
    type: 'payments',
    attributes:
      'instant:createdAt decimal:total text:comment,privateNotes oneOf:settlement,type decimal:balanceBeforePayment instant:rolledBackAt',
    links: 'account',
    options: {
      total: { name: 'amount' },
      comment: { name: 'notes', sort: false },
      privateNotes: { sort: false },
      settlement: { name: 'status', words: 'pending,canceled,completed', sort: false },
      type: { name: 'type-name', words: 'manual,cryptomus', sort: false },
      balanceBeforePayment: { filter: false, sort: false },
      rolledBackAt: { name: 'rolledback-at', sort: false },
    },
    filters: { id: { by: 'id', as: 'number' } },
  },
  {
    type: 'services',
    attributes:
      'text:name json:variables oneOf:state decimal:initialPrice,renewPrice instant:createdAt,renewAt oneOf:renewPeriod uuid:uuid',
    links: 'account serviceType transactions:transaction packageCounters:packageCounter',
    options: {
      state: { words: 'active:Active,suspended:Suspended', filter: false, sort: false },
      renewPeriod: { ifNull: 'Disabled', words: 'day:Day,month:Month' },
      uuid: { sort: false },
    },
    filters: { account_id: { by: 'accountId', as: 'key' }, type_id: { by: 'typeId', as: 'key' } },
  },
  { type: 'service-types', attributes: 'text:name flag:forceRenew text:provisioningClass json:variables' },
  {
    type: 'transactions',
    attributes: 'text:description decimal:amount instant:createdAt uuid:uuid',
    links: 'account service',
    options: { description: { sort: false }, uuid: { sort: false } },
    filters: { account_id: { by: 'accountId', as: 'key' }, service_id: { by: 'serviceId', as: 'key' } },
    sorts: { account_id: 'accountId', service_id: 'serviceId' },
  },
  {
    type: 'package-counters',
    attributes: 'integer:duration flag:exclude text:prefix integer:serviceId',
    links: 'account service',
    options: {
      duration: { filter: false },
      exclude: { filter: false },
      prefix: { filter: false },
      serviceId: { filter: false },
    },
    filters: {
      'account.id': { by: 'accountId', as: 'key', plain: true },
      'service.id': { by: 'serviceId', as: 'key', plain: true },
    },
  },
  {
    type: 'billing-runs',
    attributes:
      'instant:at oneOf:state text:actor instant:startedAt,finishedAt integer:expectedCount,billedCount,skippedCount,parkedCount json:sums',
    links: 'accounts:billingRunAccount',
    options: { state: { words: 'running:Running,finished:Finished' } },
  },
  {
    type: 'billing-run-accounts',
    attributes: 'oneOf:outcome text:cause',
    links: 'billingRun account invoice',
    options: { outcome: { words: 'due:Due,billed:Billed,skipped:Skipped,parked:Parked' } },
    filters: {
      billing_run_id: { by: 'billingRunId', as: 'key' },
      account_id: { by: 'accountId', as: 'key' },
      invoice_id: { by: 'invoiceId', as: 'key' },
    },
  },
  {
    type: 'invoice-events',
    attributes: 'integer:invoiceId,accountId oneOf:event text:actor,reason json:details instant:createdAt',
    options: {
      event: {
        words:
          'created:Created,filled:Filled,approved:Approved,referenceChanged:Reference Changed,deleted:Deleted,externallyApproved:Matched,approvalWithdrawn:Match Withdrawn,completed:Completed,paymentCancelled:Payment Cancelled,paidFromBalance:Paid From Balance,expired:Expired,taxed:Taxed,refilled:Refilled,credited:Credited,voided:Voided',
      },
    },
  },
  { type: 'failed-jobs', attributes: 'text:job json:data text:cause instant:failedAt' },
  { type: 'parked-sales', attributes: 'integer:accountId text:cause instant:parkedAt' },
  {
    type: 'imports',
    attributes:
      'text:kind,name,source,digest oneOf:state text:actor instant:startedAt,finishedAt integer:readCount,addedCount,alreadyThereCount,rejectedCount json:sums text:undoneBy,reason integer:movedCount',
    options: {
      state: { words: 'running:Running,finished:Finished,brokenOff:Broken,undoing:Undoing,undone:Undone' },
      movedCount: { filter: false, sort: false },
    },
  },
  { resource: 'accountClass', type: 'account-classes', attributes: 'text:name integer:billingDay,daysToPay' },
  {
    resource: 'accountTerms',
    type: 'account-terms',
    attributes: 'text:name oneOf:paymentModel integer:billingDay text:invoiceRefTemplate',
    links: 'accountClass',
    options: { paymentModel: { words: 'prepay:Prepay,postpay:Postpay' } },
  },
  {
    resource: 'resellerTerms',
    type: 'reseller-terms',
    attributes: 'text:name,currency,timeZone flag:externallyInvoiced text:invoiceRefTemplate',
    options: { timeZone: { name: 'timezone' } },
  },
  {
    type: 'invoice-totals',
    attributes: 'text:reference oneOf:state text:currency decimal:total,payableTotal,roundingDifference',
    links: 'account',
    options: { state: { words: 'new:New,pending:Pending,approved:Approved' }, total: { name: 'exact-total' } },
    filters: { account_id: { by: 'accountId', as: 'key' } },
  },
  {
    resource: 'billingSettings',
    type: 'billing-settings',
    attributes: 'flag:emptyInvoices instant:billedFrom,billedUntil json:openPeriods',
  },
  {
    type: 'usage-revisions',
    attributes:
      'text:kind,recordKey,change instant:at integer:importId,vendorAccountId,accountId text:actor,reason json:record instant:createdAt',
  },
  {
    type: 'postings',
    attributes:
      'integer:accountId,number oneOf:kind decimal:amount text:currency decimal:balance oneOf:causeType integer:causeId instant:bookedAt,recordedAt text:actor,reason',
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
    attributes:
      'integer:accountId,postingId,invoiceId,chargeId,refundId,paymentId decimal:amount instant:allocatedAt text:actor,reason',
    links: 'account posting invoice payment',
  },
  {
    type: 'resellers',
    attributes:
      'text:name,domain,currency,timeZone flag:externallyInvoiced,settlesFromCredit text:invoiceRefTemplate,creditNoteRefTemplate,managerName,companyName,addressLine1,addressLine2,city,country,zip instant:createdAt,updatedAt',
    links: 'parent:reseller',
    options: {
      timeZone: { name: 'timezone' },
      creditNoteRefTemplate: { filter: false, sort: false },
      managerName: { name: 'manager' },
      addressLine1: { name: 'address-line-1' },
      addressLine2: { name: 'address-line-2' },
    },
    filters: { 'parent.id': { by: 'parentId', as: 'key', plain: true } },
  },
  {
    type: 'reseller-accounts',
    attributes:
      'text:name integer:externalId text:currency,timeZone integer:invoicePeriodId oneOf:paymentModel integer:billingDay text:invoiceRefTemplate',
    links: 'reseller contractor accountClass',
    options: { timeZone: { name: 'timezone' }, paymentModel: { words: 'prepay:Prepay,postpay:Postpay' } },
    filters: { 'reseller.id': { by: 'resellerId', as: 'key', plain: true } },
  },
  {
    type: 'managers',
    attributes: 'text:name oneOf:role flag:active instant:createdAt',
    links: 'reseller',
    options: { role: { words: 'admin,sales,owner' } },
    filters: { 'reseller.id': { by: 'resellerId', as: 'key', plain: true } },
  },
  {
    type: 'api-tokens',
    attributes:
      'text:name,comment,issuedBy addresses:allowedIps instant:createdAt,expiresAt,lastUsedAt,rotatedAt,revokedAt text:endedBy,endReason',
    links: 'manager predecessor:apiToken',
    filters: { 'manager.id': { by: 'managerId', as: 'key', plain: true } },
  },
  {
    type: 'security-events',
    attributes: 'instant:at oneOf:event text:actor,subject,name,address,reason json:changes',
    options: {
      event: {
        words:
          'loggedIn:Logged In,logInRefused:Log-in Refused,accessRefused:Access Refused,added:Added,changed:Changed,removed:Removed',
        sort: false,
      },
      actor: { sort: false },
      subject: { sort: false },
      name: { sort: false },
      address: { sort: false },
      reason: { sort: false },
    },
  },
  {
    type: 'admin-users',
    attributes: 'text:username oneOf:role flag:active addresses:allowedIps instant:secondFactorSince,createdAt',
    options: { role: { words: 'read,bill,manage,owner' } },
  },
  {
    type: 'credit-notes',
    attributes: 'integer:number text:reference oneOf:kind text:currency decimal:total text:reason instant:issuedAt',
    links: 'account invoice lines:creditNoteLine',
    options: { kind: { words: 'credit:Credit,void:Void' } },
    filters: { account_id: { by: 'accountId', as: 'key' }, invoice_id: { by: 'invoiceId', as: 'key' } },
  },
  {
    type: 'credit-note-lines',
    attributes: 'integer:chargeId,correctionId text:name decimal:amount',
    links: 'creditNote',
    filters: { credit_note_id: { by: 'creditNoteId', as: 'key' } },
  },
];

export const shownBalance: ShownResource = { resource: 'account', type: 'balances', attributes: 'decimal:balance' };

export const shownStatement: ShownResource = {
  type: 'statements',
  attributes:
    'integer:accountId localDate:from,to instant:startsAt,endsAt text:currency decimal:openingBalance,closingBalance,credits,debits json:movements',
};

export const shownTimezone: ShownResource = {
  resource: 'timezones',
  type: 'timezones',
  attributes: 'text:name',
  options: { name: { filter: false, sort: false } },
  filters: { name: { by: 'name', as: 'text', plain: true } },
};

export const shownBatch: ShownResource = {
  resource: 'batches',
  type: 'batches',
  attributes: 'integer:received,accepted,alreadyThere,rejected json:rejects instant:createdAt integer:moved',
};
