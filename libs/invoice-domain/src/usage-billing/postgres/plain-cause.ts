import pg from 'pg';

/** What a row can be refused for: its values, its constraints, the state that it is in. Anything else is no fault of the data. */
const faultsOfData = /^(22|23|55000)/;

/** What PostgreSQL found wrong with the data of an account, for people; undefined when it is not the data. */
export const plainCauseOf = (error: unknown): string | undefined => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || !faultsOfData.test(error.code))
    return undefined;
  if (error.constraint?.endsWith('_country_id_fkey') === true)
    return `its calls name a country that is not there: ${error.detail ?? ''}`;
  if (error.constraint?.endsWith('_network_id_fkey') === true)
    return `its calls name a network that is not there: ${error.detail ?? ''}`;
  if (error.constraint === 'invoices_period_excl') return 'another invoice of the account covers a part of the period';
  return error.message;
};
