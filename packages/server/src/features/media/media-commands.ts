import { randomBytes } from 'node:crypto';
import { mediaIssue, mediaList, mediaRevoke } from '@netberth/api';
import type { Medium } from '@netberth/api';
import { handleRead, handleWrite, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { requireMachine } from '../machines/machine-reference.ts';
import type { ImageMaker } from './medium-image.ts';
import type { MediumRecord } from './medium-record.ts';
import { mediumKey } from './medium-key.ts';
import { packCommand } from './pack-command.ts';
import { insertMedium, listMedia, revokeMediaOf, revokeMedium } from './medium-store.ts';

/** @param bootUrl the setting, for media that are not told another */
export function mediaCommands(images: ImageMaker, bootUrl: string | null): readonly CommandHandler[] {
  return [issueWith(images, bootUrl), packCommand(images, bootUrl), list, revoke];
}

function issueWith(images: ImageMaker, setting: string | null): CommandHandler {
  return handleWriteWithFiles(
    mediaIssue,
    // Made once before anything is promised: what cannot be made is refused now, not when a BMC reads it.
    async (asked) => {
      const bootUrl = asked.bootUrl ?? setting;
      if (bootUrl === null)
        throw refusal([
          {
            field: 'bootUrl',
            message: 'is missing: the URL at which machines reach the server; the setting bootUrl is not set',
          },
        ]);
      const text = { ...asked, bootUrl };
      const token = randomBytes(24).toString('base64url');
      const image = await images.imageOf({ id: Number.MAX_SAFE_INTEGER, text }, mediumKey(token));
      if (image.kind === 'refused') throw refusal(image.problems);
      return { value: { text, image, token }, discard: async () => undefined };
    },
    function* ({ machine: reference, replace }, actor, { text, image, token }) {
      const machine = yield* requireMachine(reference);
      const draft = { machineId: machine.id, text, createdBy: actor.name, createdAtMs: yield* now() };
      const replaced = replace ? yield* revokeMediaOf(machine.id, draft.createdAtMs) : [];
      const id = yield* insertMedium(draft, token);
      const shown = viewMedium({ ...draft, id });
      const path = `/media/${token}/boot.iso`;
      const output = {
        ...shown,
        path,
        url: setting === null ? null : setting + path,
        sizeBytes: image.plan.sizeBytes,
        replaced: [...replaced],
        warnings: [...image.warnings],
      };
      return { output, target: `medium:${id}`, before: null, after: { ...shown, replaced: [...replaced] } };
    },
  );
}

const list = handleRead(mediaList, function* () {
  return { media: (yield* listMedia()).map(viewMedium) };
});

const revoke = handleWrite(mediaRevoke, function* ({ id }) {
  if (!(yield* revokeMedium(id, yield* now()))) throw new CommandRefused('mediumUnknown', { id });
  return { output: { revoked: id }, target: `medium:${id}`, before: { id }, after: null };
});

function viewMedium({ id, machineId, text, createdBy, createdAtMs }: Omit<MediumRecord, 'hasKey'>): Medium {
  const { ip, format, firmware } = text;
  return {
    id,
    machineId,
    ip: [...ip],
    format,
    firmware: [...firmware],
    createdBy,
    createdAt: isoTime(createdAtMs),
  };
}

function refusal(problems: readonly { readonly field: string; readonly message: string }[]): CommandRefused {
  return new CommandRefused('badInput', { command: 'media.issue' }, problems);
}
