import type { DataSource } from 'typeorm';

/** @throws Error when the role of the session may not delete approved invoices, which it is configured to */
export const demandDeletions = async (dataSource: DataSource): Promise<void> => {
  const [role] = await dataSource.query<readonly { readonly name: string; readonly mayDelete: boolean }[]>(
    `SELECT current_user AS name, has_function_privilege('invoices_delete_approved(bigint)', 'EXECUTE') AS "mayDelete"`,
  );
  if (role?.mayDelete !== true)
    throw new Error(
      `DELETE_APPROVED_INVOICES is true, but the role ${role?.name ?? ''} of DATABASE_URL may not delete approved invoices: ` +
        'run `npm run roles -- --delete-approved`.',
    );
};
