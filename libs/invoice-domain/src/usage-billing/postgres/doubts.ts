/** A reason to doubt a call, of which the ledger tells how many it has. */
export interface Doubt {
  readonly what: string;
  /** SQL condition of a call. */
  readonly which: string;
  /** SQL of the price that is told. */
  readonly price: string;
  readonly advice: string;
  /** A call that a customer is billed for, which is read anyway when a month is added up; others are found by an index. */
  readonly isBilled?: true;
  /** Over, perhaps, without a change of the calls. */
  readonly isPassing?: true;
}

const owed = 'coalesce(customer_price, 0)';

/** $1: accounts that are not there; $4: a moment that calls must not lie behind. Findings name doubts by their place in this list. */
export const doubts: readonly Doubt[] = [
  {
    what: 'name no account',
    which: 'customer_account_id IS NULL AND vendor_account_id IS NULL',
    price: owed,
    advice: 'they are billed to nobody: bring them in again with their accounts',
  },
  {
    what: 'succeeded and lasted, and have no price',
    which:
      'customer_account_id IS NOT NULL AND is_last_cdr AND success AND duration > 0 AND customer_duration IS NULL AND customer_price IS NULL',
    price: '0',
    advice: 'rate them at the switch, and bring them in again',
    isBilled: true,
  },
  {
    what: 'cost nothing though they were billed by the second',
    which:
      'customer_account_id IS NOT NULL AND is_last_cdr AND success AND customer_duration > 0 AND coalesce(customer_price, 0) = 0',
    price: '0',
    advice: 'look whether they were paid from a package; else rate them at the switch',
    isBilled: true,
  },
  {
    what: 'begin in the future',
    which: 'time_start > $4::timestamptz',
    price: owed,
    advice: 'look at the clock of the switch',
    isPassing: true,
  },
  {
    what: 'name accounts that are not there',
    which: 'customer_account_id = ANY ($1::integer[]) OR vendor_account_id = ANY ($1::integer[])',
    price: owed,
    advice: 'they are billed to nobody: bring them in again with their accounts',
    isPassing: true,
  },
];

/** Coarse condition of all calls that a customer is billed for and that are doubtful: most calls fail it soon. */
export const billedSieve =
  'success AND is_last_cdr AND coalesce(customer_price, 0) = 0 AND customer_account_id IS NOT NULL';

/** SQL of the place of a billed call's doubt, counted from 1, or of 0; they exclude each other. */
export const doubtOfBilled = `CASE WHEN NOT success OR coalesce(customer_price, 0) <> 0 THEN 0 ${doubts
  .flatMap(({ isBilled, which }, place) => (isBilled === true ? [`WHEN ${which} THEN ${place + 1}`] : []))
  .join(' ')} ELSE 0 END`;
