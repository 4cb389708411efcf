import { Column, Generated, PrimaryGeneratedColumn, type ColumnOptions, type ColumnType } from 'typeorm';
import {
  decimalTransformer,
  instantTransformer,
  localDateTransformer,
  safeIntegerTransformer,
} from './transformers.js';

interface Options {
  readonly nullable?: true;
  readonly unique?: true;
  /** Only where the naming strategy would spell the column differently. */
  readonly name?: string;
  /** A literal, or a function answering an SQL expression. */
  readonly default?: number | boolean | string | (() => string);
}

const columnOf = (type: ColumnType, fixed: ColumnOptions, options: Options) => Column({ type, ...fixed, ...options });

/** `BY DEFAULT`, so that imported rows keep their ids. */
export const IntegerKey = () =>
  PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'BY DEFAULT' });
/** For tables that outgrow 2^31 rows. */
export const BigintKey = () => PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' });

export const TextColumn = (options: Options = {}) => columnOf('text', {}, options);
export const UuidColumn = (options: Options = {}) => columnOf('uuid', {}, options);
export const FlagColumn = (options: Options = {}) => columnOf('boolean', {}, options);
export const SmallintColumn = (options: Options = {}) => columnOf('smallint', {}, options);
export const IntegerColumn = (options: Options = {}) => columnOf('integer', {}, options);
export const IntegersColumn = (options: Options = {}) => columnOf('integer', { array: true }, options);
export const AddressesColumn = (options: Options = {}) => columnOf('inet', { array: true }, options);
export const BytesColumn = (options: Options = {}) => columnOf('bytea', {}, options);
export const JsonColumn = (options: Options = {}) => columnOf('jsonb', {}, options);

/** A 64-bit count, duration or reference. */
export const BigintColumn = (options: Options = {}) =>
  columnOf('bigint', { transformer: safeIntegerTransformer }, options);
/** Money, a rate or a quantity: no precision is declared, so none is lost. */
export const DecimalColumn = (options: Options = {}) =>
  columnOf('numeric', { transformer: decimalTransformer }, options);
export const InstantColumn = (options: Options = {}) =>
  columnOf('timestamptz', { transformer: instantTransformer }, options);
export const LocalDateColumn = (options: Options = {}) =>
  columnOf('date', { transformer: localDateTransformer }, options);

export const CreatedAt = () => InstantColumn({ default: () => 'now()' });
export const UpdatedAt = () => InstantColumn({ default: () => 'now()' });

/** When and in whose name a row was written, which the database fills in: the application has no right to write them. */
export const RecordedAt = () => InstantColumn({ default: () => 'ledger_at()' });
export const RecordedActor = () => TextColumn({ default: () => 'ledger_actor()' });

/** The database generates one for a row without. */
export const GeneratedUuid = (): PropertyDecorator => (target, property) => {
  UuidColumn({ unique: true })(target, property);
  Generated('uuid')(target, property);
};
