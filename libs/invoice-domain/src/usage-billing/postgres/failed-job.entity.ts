import type { Instant } from '@org/kernel';
import { Entity } from 'typeorm';
import type { FailedJob } from '../failed-job.js';
import type { FailedJobId } from '../../model/ids.js';
import { BigintKey, InstantColumn, JsonColumn, TextColumn, UuidColumn } from '../../schema/columns/columns.js';

@Entity('failed_jobs')
export class FailedJobEntity implements FailedJob {
  @BigintKey() readonly id!: FailedJobId;
  @UuidColumn({ unique: true }) readonly jobId!: string;
  @TextColumn() readonly job!: string;
  @JsonColumn() readonly data!: Readonly<Record<string, unknown>>;
  @TextColumn() readonly cause!: string;
  @InstantColumn() readonly failedAt!: Instant;
}
