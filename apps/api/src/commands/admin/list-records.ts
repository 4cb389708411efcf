import { adminDialect, adminRegistry, everything } from '@org/invoice-domain';
import { createReaders } from '@org/invoice-domain/persistence';
import { listDocument, maximumPageSize, parametersOf, parseListQuery, wholeText, type Exposure } from '@org/json-api';
import { context, inLedger } from './in-ledger.js';
import { showRecords } from './show-records.js';

/** Prints all records of a sort. @param below those that a relationship of theirs leads to, where only some are wanted */
export const listRecords = (
  exposure: Exposure,
  below: { readonly name: string; readonly id: string | undefined },
  json: boolean,
): Promise<void> =>
  inLedger(exposure, async ({ dataSource }) => {
    const { admin } = createReaders(dataSource);
    const filters = below.id === undefined ? [] : [[`filter[${below.name}.id]`, below.id] as const];
    const records: unknown[] = [];
    for (let number = 1; records.length === (number - 1) * maximumPageSize; number += 1) {
      const page = [['page[size]', String(maximumPageSize)] as const, ['page[number]', String(number)] as const];
      const { repeated, ...others } = parametersOf([...filters, ...page]);
      const query = parseListQuery(adminRegistry, exposure, { repeated, ...others }, context.zone.zone);
      const found = await admin.list(everything, exposure, query, context);
      const document = listDocument(adminDialect, { url: context.base, repeated }, query.page, found);
      records.push(...(JSON.parse(wholeText(document)) as { readonly data: readonly unknown[] }).data);
    }
    showRecords(exposure, JSON.stringify({ data: records }), json);
  });
