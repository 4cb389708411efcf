import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { finalState } from '../invoice-lifecycle.js';

/** Unique indexes of the numbers that invoices were issued under, and of those that third-party systems gave them. */
const indexes: readonly string[] = ['invoices_issued_reference_key', 'invoices_external_reference_key'];

/** SQL condition that another final invoice of the same reseller has a reference, or was issued under it. */
export const referenceTaken = (id: string, reference: string): string => `EXISTS (
  SELECT FROM invoices other JOIN invoices one ON one.reseller_id = other.reseller_id
  WHERE one.id = ${id}::bigint AND other.id <> one.id AND other.state = '${finalState}'
    AND (other.reference = ${reference} OR other.issued_reference = ${reference}))`;

/** Whether the database refused a number that another final invoice has. */
export const isTakenReference = (error: unknown): boolean => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof pg.DatabaseError && indexes.includes(cause.constraint ?? '');
};

/** @throws what stands for a number that another final invoice has, where the database refuses one */
export const refusingTaken = async <Result>(work: Promise<Result>, refusal: () => Error): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    throw isTakenReference(error) ? refusal() : error;
  }
};
