/** The columns of a call, under the alias `cdr`, by which one of its two accounts is billed. */
export interface Direction {
  readonly name: 'originated' | 'terminated';
  /** SQL of the account that is billed for a call. */
  readonly account: string;
  readonly calls: string;
  readonly prefix: string;
  readonly rate: string;
  /** Whether money goes to the account for such a call. */
  readonly earns: string;
  readonly price: string;
  readonly billed: string;
}

/** docs/wire/admin.md, what an invoice adds up. A customer pays and a vendor earns, unless the call is billed in reverse. */
export const directions: readonly Direction[] = [
  {
    name: 'originated',
    account: 'customer_account_id',
    calls: 'AND cdr.is_last_cdr',
    prefix: 'destination_prefix',
    rate: 'destination_next_rate',
    earns: 'cdr.destination_reverse_billing IS TRUE',
    price: 'customer_price',
    billed: 'customer_duration',
  },
  {
    name: 'terminated',
    account: 'vendor_account_id',
    calls: '',
    prefix: 'dialpeer_prefix',
    rate: 'dialpeer_next_rate',
    earns: 'cdr.dialpeer_reverse_billing IS NOT TRUE',
    price: 'vendor_price',
    billed: 'vendor_duration',
  },
];
