import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE service_renewals (
  service_id integer NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  transaction_id bigint,
  renewed_at timestamptz NOT NULL,
  CONSTRAINT service_renewals_pkey PRIMARY KEY (service_id, starts_at),
  CONSTRAINT service_renewals_service_id_fkey FOREIGN KEY (service_id) REFERENCES services (id) ON DELETE CASCADE,
  CONSTRAINT service_renewals_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES transactions (id) ON DELETE SET NULL,
  CONSTRAINT service_renewals_period_check CHECK (starts_at < ends_at),
  CONSTRAINT service_renewals_period_excl EXCLUDE USING gist (service_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX service_renewals_transaction_id_idx ON service_renewals (transaction_id);
CREATE INDEX services_renew_at_idx ON services (renew_at);
`;

const down = `
DROP INDEX services_renew_at_idx;
DROP TABLE service_renewals;
`;

/** The periods of services that were renewed: no moment of a service is paid for twice. A free period has no transaction. */
export class RenewServices1767571200030 implements MigrationInterface {
  readonly name = 'RenewServices1767571200030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
