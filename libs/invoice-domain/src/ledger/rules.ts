import type { Violation } from '../model/violation.js';
import type { AdminWritable } from './index.js';
import { adminUserRules, type AdminUserDraft } from '../parties/admin-user-rules.js';
import { accountRules, type AccountDraft } from '../parties/account-rules.js';
import {
  countryRules,
  currencyRules,
  networkRules,
  networkTypeRules,
  serviceTypeRules,
  type CurrencyDraft,
  type NetworkDraft,
} from '../catalog/catalog-rules.js';
import { serviceRules, type ServiceDraft } from '../catalog/service-rules.js';
import { invoiceTemplateRules } from '../invoices/invoice-template-rules.js';
import { paymentRules, type PaymentDraft } from '../payments/payment-rules.js';
import { transactionRules, type TransactionDraft } from '../usage/transaction-rules.js';
import {
  contactRules,
  contractorRules,
  managerRules,
  smtpConnectionRules,
  type ContactDraft,
  type ContractorDraft,
  type ManagerDraft,
} from '../parties/party-rules.js';
import {
  accountClassRules,
  accountTermsRules,
  resellerAccountRules,
  resellerRules,
  resellerTermsRules,
  type AccountTermsDraft,
  type ResellerAccountDraft,
  type ResellerDraft,
} from '../parties/terms-rules.js';
import type { AccountClass } from '../parties/account-class.js';
import type { Reseller } from '../parties/reseller.js';
import { billingSettingsRules, type BillingSettings } from '../usage-billing/billing-settings.js';
import { violationsOf, type Draft, type Rule } from '../writing/rule.js';
import type { InvoiceTemplate } from '../invoices/invoice-template.js';
import type { Country, NetworkType } from '../catalog/network.js';
import type { ServiceType } from '../catalog/service.js';
import type { SmtpConnection } from '../parties/smtp-connection.js';

/** Every sort of record that the admin API writes, as a request leaves it. */
export interface Drafts {
  readonly account: AccountDraft;
  readonly contact: ContactDraft;
  readonly contractor: ContractorDraft;
  readonly smtpConnection: Draft<SmtpConnection>;
  readonly invoiceTemplate: Draft<InvoiceTemplate>;
  readonly country: Draft<Country>;
  readonly currency: CurrencyDraft;
  readonly network: NetworkDraft;
  readonly networkType: Draft<NetworkType>;
  readonly payment: PaymentDraft;
  readonly service: ServiceDraft;
  readonly serviceType: Draft<ServiceType>;
  readonly transaction: TransactionDraft;
  readonly accountClass: Draft<AccountClass>;
  readonly accountTerms: AccountTermsDraft;
  readonly reseller: ResellerDraft;
  readonly resellerTerms: Draft<Reseller>;
  readonly resellerAccount: ResellerAccountDraft;
  readonly manager: ManagerDraft;
  readonly adminUser: AdminUserDraft;
  readonly billingSettings: Draft<BillingSettings>;
}

const rules: { readonly [Name in AdminWritable]: readonly Rule<Drafts[Name]>[] } = {
  account: accountRules,
  contact: contactRules,
  contractor: contractorRules,
  smtpConnection: smtpConnectionRules,
  invoiceTemplate: invoiceTemplateRules,
  country: countryRules,
  currency: currencyRules,
  network: networkRules,
  networkType: networkTypeRules,
  payment: paymentRules,
  service: serviceRules,
  serviceType: serviceTypeRules,
  transaction: transactionRules,
  accountClass: accountClassRules,
  accountTerms: accountTermsRules,
  reseller: resellerRules,
  resellerTerms: resellerTermsRules,
  resellerAccount: resellerAccountRules,
  manager: managerRules,
  adminUser: adminUserRules,
  billingSettings: billingSettingsRules,
};

/** Violations of the rules of a record, in the order of their declaration. */
export const brokenRules = <Name extends AdminWritable>(name: Name, draft: Drafts[Name]): readonly Violation[] =>
  violationsOf<Drafts[Name]>(rules[name], draft);
