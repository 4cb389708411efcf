import pg from 'pg';

/** Error classes that are the fault of the data: values, constraints, states. */
const faultsOfData = /^(22|23|55000)/;

/** Fault of an account's data, in plain words, and the way out of it over the admin API. */
interface DataFault {
  readonly cause: string;
  readonly wayOut: string;
}

const missing = (what: 'country' | 'network', detail: string | undefined): DataFault => ({
  cause: `its calls name a ${what} that is not there: ${detail ?? ''}`,
  wayOut: 'Give them another one by cdr-replacement-batches',
});

const faultOf = (error: unknown): DataFault | undefined => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || !faultsOfData.test(error.code))
    return undefined;
  const { constraint = '', detail, message } = error;
  if (constraint.endsWith('_country_id_fkey')) return missing('country', detail);
  if (constraint.endsWith('_network_id_fkey')) return missing('network', detail);
  if (constraint === 'invoices_period_excl')
    return {
      cause: 'another invoice of the account covers a part of the period',
      wayOut: 'Delete that invoice',
    };
  return {
    cause: constraint === 'service_renewals_period_excl' ? 'a part of the period has been renewed already' : message,
    wayOut: 'Void or replace the usage that it comes from by batches of calls or transactions',
  };
};

/** Cause of an error in the data of an account, in plain words; undefined for any other error. */
export const plainCauseOf = (error: unknown): string | undefined => faultOf(error)?.cause;

/** The cause for which a run parks an account, with the way out of it. */
export const parkedCauseOf = (error: unknown): string | undefined => {
  const fault = faultOf(error);
  return fault && `${fault.cause.replace(/\.?$/, '.')} ${fault.wayOut}, then retry the run.`;
};
