import { mediaIssue, mediaList, mediaRevoke } from '@netberth/api';
import type { InputOf, Medium } from '@netberth/api';
import { handleRead, handleWrite, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { isInReach } from '../machines/machine-reach.ts';
import { requireMachine } from '../machines/require-machine.ts';
import type { MediumMaker } from './medium-maker.ts';
import type { MediumRecord } from './medium-record.ts';
import { issueManyCommand } from './issue-many-command.ts';
import { mediumRefusal, missingBootUrl } from './medium-refusal.ts';
import { networkTextOf } from './network-text.ts';
import type { NetworkTexts } from './network-text.ts';
import { packCommand } from './pack-command.ts';
import { mediumUrl, newMediumToken } from './medium-url.ts';
import { insertMedium, listMedia, revokeMediaOf, revokeMedium } from './medium-store.ts';

/** @param bootUrl the setting, for media that are not told another */
export function mediaCommands(mediumMaker: MediumMaker, bootUrl: string | null): readonly CommandHandler[] {
  return [
    ...[
      issueWith(mediumMaker, bootUrl),
      issueManyCommand(mediumMaker, bootUrl),
      packCommand(mediumMaker, bootUrl),
    ],
    ...[list, revoke],
  ];
}

function issueWith(mediumMaker: MediumMaker, setting: string | null): CommandHandler {
  return handleWriteWithFiles(
    mediaIssue,
    // What cannot be made is refused now, not when a BMC reads it.
    async (asked) => {
      const bootUrl = asked.bootUrl ?? setting;
      if (bootUrl === null) throw mediumRefusal([missingBootUrl]);
      const checker = await mediumMaker.checkerOf(asked);
      if (checker.kind === 'refused') throw mediumRefusal(checker.problems);
      const token = newMediumToken();
      return { value: { bootUrl, checker, token }, discard: async () => undefined };
    },
    function* (asked, actor, { bootUrl, checker, token }) {
      const machine = yield* requireMachine(asked.machine);
      const text = { ...asked, ...(namesNetwork(asked) ? null : knownTexts(machine)), bootUrl };
      const { problems, warnings } = checker.examine(text);
      if (problems.length > 0) throw mediumRefusal(problems);
      const draft = { machineId: machine.id, text, createdBy: actor.name, createdAtMs: yield* now() };
      const replaced = asked.replace ? yield* revokeMediaOf(machine.id, draft.createdAtMs) : [];
      const id = yield* insertMedium(draft, token);
      const shown = viewMedium({ ...draft, id });
      const { sizeBytes } = checker;
      const output = {
        ...shown,
        ...mediumUrl(token, bootUrl),
        sizeBytes,
        replaced: [...replaced],
        warnings: [...warnings],
      };
      return {
        output,
        target: `medium:${id}`,
        before: null,
        after: { ...shown, replaced: [...replaced] },
      };
    },
  );
}

function knownTexts(machine: MachineRecord): NetworkTexts | null {
  const known = networkTextOf(machine);
  if (known.ok) return known.texts;
  throw mediumRefusal(known.problems.map((message) => ({ field: 'ip', message })));
}

/** Who says one thing of the network says all of it: half of another would be neither. */
function namesNetwork({ ip, gateway, dns, vlan, mac }: InputOf<typeof mediaIssue>): boolean {
  return ip.length + gateway.length + dns.length > 0 || vlan !== undefined || mac !== undefined;
}

const list = handleRead(mediaList, function* (_, actor) {
  const media: Medium[] = [];
  for (const medium of yield* listMedia())
    if (yield* isInReach(medium.machineId, actor, 'machine:read')) media.push(viewMedium(medium));
  return { media };
});

const revoke = handleWrite(mediaRevoke, function* ({ id }, actor) {
  const medium = (yield* listMedia()).find((one) => one.id === id);
  if (!medium || !(yield* isInReach(medium.machineId, actor, 'media:create')))
    throw new CommandRefused('mediumUnknown', { id });
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
