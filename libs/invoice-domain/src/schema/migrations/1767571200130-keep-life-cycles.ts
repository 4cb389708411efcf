import type { MigrationInterface, QueryRunner } from 'typeorm';

const delivered = 'active delivered updating updating_failed renewing renewing_failed graced blocked';
const ends = 'stopping stopping_failed stopped';
const begins = `activating activating_failed waiting_for_manual_approve ${delivered} ${ends}`;

/** What each status may become, undone steps too, as of this migration. */
const lifeCycles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  charges: {
    new: 'opened blocked closed deleted',
    opened: 'blocked closed deleted',
    blocked: 'closed deleted',
    closed: 'opened deleted waiting_for_refund',
    waiting_for_refund: 'closed refunded',
  },
  corrections: { approval_required: 'approved declined' },
  payments: {
    waiting_for_payment: 'receipt_creating receipt_sent processing expired completed paid_from_balance cancelled',
    expired: 'completed paid_from_balance waiting_for_payment cancelled',
    receipt_creating: 'receipt_sent processing expired completed cancelled',
    receipt_sent: 'processing expired completed cancelled',
    processing: 'completed cancelled',
    completed: 'cancelled waiting_for_payment expired',
    paid_from_balance: 'cancelled waiting_for_payment expired',
  },
  subscriptions: {
    ...Object.fromEntries(
      ['ordered', 'waiting_for_manual_approve', 'installing', 'installation_failed'].map((status) => [
        status,
        `installing installation_failed ${begins}`,
      ]),
    ),
    activating: begins,
    activating_failed: begins,
    ...Object.fromEntries(delivered.split(' ').map((status) => [status, `${delivered} ${ends}`])),
    stopping: ends,
    stopping_failed: ends,
  },
};

const guards = Object.entries(lifeCycles).map(([table, statuses]) => {
  const steps = Object.entries(statuses).map(
    ([from, to]) => `OLD.status = '${from}' AND NEW.status IN ('${to.split(' ').join("', '")}')`,
  );
  return `
CREATE TRIGGER ${table}_life_cycle BEFORE UPDATE OF status ON ${table} FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NOT (${steps.join('\n    OR ')}))
  EXECUTE FUNCTION life_cycle_refuse();`;
});

/** What a record was last imported as: the ledger goes on from there by itself, and the same row may come again. */
const imported = Object.keys(lifeCycles).map((table) => `ALTER TABLE ${table} ADD COLUMN imported_status text;`);

/** How many rows moved a record along. */
const moved = `
ALTER TABLE imports ADD COLUMN moved_count bigint NOT NULL DEFAULT '0', DROP CONSTRAINT imports_count_check,
  ADD CONSTRAINT imports_count_check CHECK (
    read_count >= 0 AND added_count >= 0 AND moved_count >= 0 AND already_there_count >= 0 AND rejected_count >= 0
    AND read_count = added_count + moved_count + already_there_count + rejected_count
  );
ALTER TABLE usage_batches ADD COLUMN moved integer NOT NULL DEFAULT '0', DROP CONSTRAINT usage_batches_sum_check,
  ADD CONSTRAINT usage_batches_sum_check CHECK (
    added >= 0 AND moved >= 0 AND already_there >= 0 AND rejected >= 0
    AND received = added + moved + already_there + rejected
  );`;

const up = `
CREATE FUNCTION life_cycle_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is % and cannot become %', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status
    USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$$;
${[...guards, ...imported].join('\n')}
${moved}`;

const down = `
${Object.keys(lifeCycles)
  .map(
    (table) => `DROP TRIGGER ${table}_life_cycle ON ${table};
ALTER TABLE ${table} DROP COLUMN imported_status;`,
  )
  .join('\n')}
DROP FUNCTION life_cycle_refuse();
ALTER TABLE imports DROP CONSTRAINT imports_count_check;
UPDATE imports SET added_count = added_count + moved_count WHERE moved_count > 0;
ALTER TABLE imports DROP COLUMN moved_count, ADD CONSTRAINT imports_count_check CHECK (
  read_count >= 0 AND added_count >= 0 AND already_there_count >= 0 AND rejected_count >= 0
  AND read_count = added_count + already_there_count + rejected_count
);
ALTER TABLE usage_batches DROP CONSTRAINT usage_batches_sum_check;
UPDATE usage_batches SET added = added + moved WHERE moved > 0;
ALTER TABLE usage_batches DROP COLUMN moved, ADD CONSTRAINT usage_batches_sum_check CHECK (
  added >= 0 AND already_there >= 0 AND rejected >= 0 AND received = added + already_there + rejected
);`;

/** Statuses of commerce follow their life cycles, whoever changes them. */
export class KeepLifeCycles1767571200130 implements MigrationInterface {
  readonly name = 'KeepLifeCycles1767571200130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
