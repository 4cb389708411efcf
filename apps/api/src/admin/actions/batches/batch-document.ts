import type { BatchReport } from '@org/invoice-domain/persistence';

/** @param url of the batch itself */
export const batchDocument = (type: string, url: string, report: BatchReport): string =>
  JSON.stringify({
    data: {
      id: report.id,
      type,
      links: { self: url },
      attributes: {
        received: report.received,
        accepted: report.added,
        ...(report.moved === 0 ? {} : { moved: report.moved }),
        'already-there': report.alreadyThere,
        rejected: report.rejected,
        rejects: report.rejects.map(({ line, reason }) => ({ line, reason })),
        'created-at': report.createdAt,
      },
    },
  });
