import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changes, withoutChanges } from './proofs/changes.js';
import { proofs, withoutProofs } from './proofs/proofs.js';

/** Remembers what verification has proven, and what was changed since: it reads the rest again. */
export class RememberProofs1767571200060 implements MigrationInterface {
  readonly name = 'RememberProofs1767571200060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${changes}${proofs}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${withoutProofs}${withoutChanges}`);
  }
}
