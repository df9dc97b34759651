import { secretsList, secretsReset, secretsRotate } from '@netberth/api';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { keyring } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { Secrets } from './open-secrets.ts';
import { dropUnreadable, keyState, listSecrets, sealAllWith } from './secret-store.ts';

export function secretCommands(secrets: Secrets): readonly CommandHandler[] {
  return [listWith(secrets), rotateWith(secrets), resetWith(secrets)];
}

function listWith({ source, problem }: Secrets): CommandHandler {
  return handleReadWithFiles(
    secretsList,
    function* () {
      const state = yield* keyState();
      const keys = yield* keyring();
      const rows = (yield* listSecrets()).map(({ owner, name, sealed, changedAtMs }) => ({
        ...{ owner, name, changedAt: isoTime(changedAtMs), readable: keys.has(sealed.keyId) },
      }));
      return { secrets: rows, keyId: state.kind === 'none' ? null : state.keyId };
    },
    async (read) => ({ ...read, source: source.name, problem: (await problem()) ?? null }),
  );
}

/** The new key is on disk, beside the old one, before the first secret is sealed with it. */
function rotateWith(secrets: Secrets): CommandHandler {
  const { source, keys, reload } = secrets;
  return handleWriteWithFiles(
    secretsRotate,
    async () => {
      const before = keys.firstId;
      await reload();
      // Whoever cannot have us write it puts the new key first.
      if (keys.firstId === before && source.add !== null) {
        await source.add();
        await reload();
      }
      return { value: keys.firstId, discard: async () => undefined };
    },
    function* ({ reason }, _actor, firstId) {
      const state = yield* keyState();
      if (state.kind !== 'right' || firstId === undefined)
        throw new CommandRefused('secretsLocked', { what: 'nothing can be sealed anew' });
      if (state.keyId === firstId) throw new CommandRefused('noNewKey', { source: source.name });
      const sealed = yield* sealAllWith(firstId);
      const output = { sealed, keyId: firstId, before: state.keyId, source: source.name };
      return {
        ...{ output, target: 'secrets', reason },
        ...{ before: { keyId: state.keyId }, after: { keyId: firstId, sealed } },
      };
    },
  );
}

function resetWith({ source, keys, reload }: Secrets): CommandHandler {
  return handleWriteWithFiles(
    secretsReset,
    async () => {
      await reload();
      if (keys.firstId === undefined && source.add !== null) {
        await source.add();
        await reload();
      }
      return { value: keys.firstId, discard: async () => undefined };
    },
    function* ({ reason }, _actor, firstId) {
      if (firstId === undefined) throw new CommandRefused('noNewKey', { source: source.name });
      const state = yield* keyState();
      const lost = yield* dropUnreadable();
      yield* sealAllWith(firstId);
      const removed = lost.map(({ owner, name }) => ({ owner, name }));
      return {
        ...{ output: { removed, keyId: firstId, source: source.name }, target: 'secrets', reason },
        ...{
          before: { keyId: state.kind === 'none' ? null : state.keyId },
          after: { keyId: firstId, removed },
        },
      };
    },
  );
}
