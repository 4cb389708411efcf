import pg from 'pg';

/** Error classes that are the fault of the data: values, constraints, states. */
const faultsOfData = /^(22|23|55000)/;

/** Cause of an error in the data of an account, in plain words; undefined for any other error. */
export const plainCauseOf = (error: unknown): string | undefined => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || !faultsOfData.test(error.code))
    return undefined;
  if (error.constraint?.endsWith('_country_id_fkey') === true)
    return `its calls name a country that is not there: ${error.detail ?? ''}`;
  if (error.constraint?.endsWith('_network_id_fkey') === true)
    return `its calls name a network that is not there: ${error.detail ?? ''}`;
  if (error.constraint === 'invoices_period_excl') return 'another invoice of the account covers a part of the period';
  if (error.constraint === 'service_renewals_period_excl') return 'a part of the period has been renewed already';
  return error.message;
};
