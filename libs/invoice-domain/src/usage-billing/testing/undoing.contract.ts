import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordNotFound } from '../../model/domain-failure.js';
import { importIdOf, type ImportId } from '../../model/ids.js';
import { TakeOutImport, UndoImport, undoRefusals } from '../../usage/undo-import.js';
import { undoAudit, type UndoingWorld } from './undoing-world.js';

const byAudit = { undoneBy: undoAudit.actor, reason: undoAudit.reason };

/** Contract tests of `UndoableImports` and `UndoneUsage`, and of the use cases on them. */
export const undoingContract = (open: () => Promise<UndoingWorld>): void => {
  let world: UndoingWorld;

  beforeAll(async () => {
    world = await open();
  });

  afterAll(() => world.close());

  const ask = (id: ImportId) => world.transaction((imports) => new UndoImport().execute(imports, id));

  describe('an import', () => {
    it('is locked as it is, and is running no more when its program is gone', async () => {
      const [finished, running] = [await world.import({}), await world.import({ state: 'running' })];
      const locked = (id: ImportId) => world.transaction((imports) => imports.lock(id));

      expect(await locked(finished)).toEqual({ kind: 'transactions', state: 'finished' });
      expect(await locked(running)).toEqual({ kind: 'transactions', state: 'brokenOff' });
      expect(await locked(importIdOf(4_711))).toBeUndefined();
    });

    it('is asked to be undone once, with who wants it and why', async () => {
      const id = await world.import({ count: 1 });

      expect([await ask(id), await ask(id)]).toEqual([true, false]);
      expect(await world.snapshot(id)).toMatchObject({ ...byAudit, state: 'undoing', left: 1 });
      await expect(ask(importIdOf(4_711))).rejects.toEqual(new RecordNotFound('import', '4711'));
      const taxes = await world.import({ kind: 'taxes' });
      await expect(ask(taxes)).rejects.toThrow(undoRefusals.kind);
      expect(await world.snapshot(taxes)).toMatchObject({ state: 'finished' });
    });

    it('is left alone while nobody wants it undone', async () => {
      const id = await world.import({ count: 1 });
      expect(await world.usage.takeOutSome(id)).toBe(0);
      await world.usage.finish(id);
      expect(await world.snapshot(id)).toEqual({
        ...{ state: 'finished', undoneBy: null, reason: null, left: 1, revisions: 0, balance: '-1', offered: [] },
      });
    });
  });

  describe('an import that is undone', () => {
    it('loses its usage some by some, which is kept, and balances move back', async () => {
      const [id, other] = [await world.import({ count: 5 }), await world.import({ count: 1 })];
      await ask(id);
      expect(await world.usage.takeOutSome(id)).toBe(2);
      expect(await world.snapshot(id)).toMatchObject({ state: 'undoing', left: 3, revisions: 2, balance: '-3' });

      await new TakeOutImport().execute(world.usage, id);
      expect(await world.snapshot(id)).toEqual({
        ...byAudit,
        ...{ state: 'undone', left: 0, revisions: 5, balance: '0', offered: [] },
      });
      expect(await world.snapshot(other)).toMatchObject({ left: 1, balance: '-1' });
    });

    it('has one correction offered for an approved invoice, however often it is finished', async () => {
      const id = await world.import({ count: 3, isApproved: true });
      await ask(id);
      const both = [1, 2].map(() => new TakeOutImport().execute(world.usage, id));
      await Promise.all(both);
      await world.usage.finish(id);

      expect(await world.snapshot(id)).toMatchObject({ state: 'undone', left: 0, offered: ['-3'] });
      expect(await ask(id)).toBe(false);
    });
  });
};
