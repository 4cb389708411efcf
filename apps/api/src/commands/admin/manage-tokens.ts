import {
  adminActions,
  adminBillingExposures,
  adminRegistry,
  apiTokenIdOf,
  everything,
  IssueToken,
  RevokeToken,
  RotateToken,
  type IssuedToken,
} from '@org/invoice-domain';
import { createReaders, newSecret, PostgresApiTokens } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { note, print } from '../command.js';
import { context, inLedger } from './in-ledger.js';
import { showRecords } from './show-records.js';

const exposure = adminBillingExposures.apiToken;

/** Reading settings for a body of the admin API that holds no file. */
const reading = (id: string | undefined) => ({ id, zone: context.zone.zone, fileBytes: 0 });

/** Prints a token, which nobody is told again. */
const tell = ({ id, token }: IssuedToken, json: boolean): void => {
  if (json) print(JSON.stringify({ meta: { id: String(id), token } }));
  else print(aligned([{ head: 'id', alignment: 'right' }, { head: 'token' }], [[String(id), token]]));
  note('The token is shown this once: only a hash of it is kept.');
};

/** @param document as the admin API would be sent it */
export const issueToken = (document: string, json: boolean): Promise<void> =>
  inLedger(exposure, async ({ transactions, audit }) => {
    const input = adminActions.issueToken.body.read(document, adminRegistry, reading(undefined));
    const issued = await transactions.run(audit, (manager) =>
      new IssueToken(new PostgresApiTokens(manager), transactions.clock, newSecret).execute(input),
    );
    tell(issued, json);
  });

/** @param document as the admin API would be sent it */
export const rotateToken = (id: string, document: string, json: boolean): Promise<void> =>
  inLedger(exposure, async ({ dataSource, transactions, audit }) => {
    const { documents } = createReaders(dataSource);
    const input = adminActions.rotateToken.body.read(document, adminRegistry, reading(id));
    const issued = await transactions.run(audit, async (manager) => {
      await documents.locked(manager, everything, exposure, id, context);
      const rotate = new RotateToken(new PostgresApiTokens(manager), transactions.clock, newSecret);
      return rotate.execute(apiTokenIdOf(Number(id)), input);
    });
    tell(issued, json);
  });

/** Revokes a token, and prints what is left of it. */
export const revokeToken = (id: string, json: boolean, reason?: string): Promise<void> =>
  inLedger(
    exposure,
    async ({ dataSource, transactions, audit }) => {
      const { documents } = createReaders(dataSource);
      const revoked = await transactions.run(audit, async (manager) => {
        await documents.locked(manager, everything, exposure, id, context);
        const revoke = new RevokeToken(new PostgresApiTokens(manager), transactions.clock);
        await revoke.execute(apiTokenIdOf(Number(id)));
        return documents.one(manager, everything, exposure, id, context);
      });
      showRecords(exposure, revoked, json);
    },
    reason,
  );
