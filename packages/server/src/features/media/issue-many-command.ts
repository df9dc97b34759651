import { mediaIssueMany } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { batchedToken } from './medium-key.ts';
import type { MediumMaker, MediumChecker } from './medium-maker.ts';
import type { MediumShape, MediumText } from './medium-record.ts';
import { insertMedium, revokeMediaOf } from './medium-store.ts';
import { mediumRefusal, missingBootUrl } from './medium-refusal.ts';
import { batchUrl, newMediumToken } from './medium-url.ts';
import { networkTextOf } from './network-text.ts';
import { packMedia } from './pack-media.ts';

type Checker = Extract<MediumChecker, { kind: 'checker' }>;
type Media = { readonly machine: MachineRecord; readonly text: MediumText }[];

/** So many are named; a person mends the first ones and looks again. */
const mostNamed = 50;

/** @param setting `bootUrl`, for who says no other */
export function issueManyCommand(mediumMaker: MediumMaker, setting: string | null): CommandHandler {
  return handleWriteWithFiles(
    mediaIssueMany,
    async (asked) => {
      const checker = await mediumMaker.checkerOf(shapeOf(asked));
      if (checker.kind === 'refused') throw mediumRefusal(checker.problems);
      const token = newMediumToken();
      return { value: { checker, token }, discard: async () => undefined };
    },
    function* ({ label, fact, state, search, ids, all, ...asked }, actor, { checker, token }) {
      const selection = { label, fact, state, search, ids, all };
      const selected = yield* selectMachines(selection, actor, 'media:create');
      if (selected.length === 0) throw new CommandRefused('nothingSelected', {});
      const media = mediaFor(selected, shapeOf(asked), asked.bootUrl ?? setting);
      demandInOrder(media, checker);
      const sizeBytes = media.length * checker.sizeBytes;
      const packing = { order: { kind: 'machines' }, media: media.length, createdBy: actor.name } as const;
      const packed = yield* packMedia({ ...packing, sizeBytes }, token);
      const replaced = asked.replace ? yield* revokeAllOf(selected) : 0;
      const createdAtMs = yield* now();
      for (const { machine, text } of media) {
        const draft = { machineId: machine.id, text, createdBy: actor.name, createdAtMs };
        yield* insertMedium(draft, batchedToken(token, machine.id), packed.id);
      }
      const output = {
        ...packed,
        ...batchUrl(token, asked.bootUrl ?? setting),
        replaced,
        warnings: warningsOf(media),
      };
      const after = { ...packed, replaced, machines: selected.map(({ id }) => id) };
      return { output, target: `media-batch:${packed.id}`, before: null, after };
    },
  );
}

function shapeOf({
  firmware,
  format,
  menu,
  wait,
  volume,
}: Pick<InputOf<typeof mediaIssueMany>, 'firmware' | 'format' | 'menu' | 'wait' | 'volume'>): MediumShape {
  return { firmware, format, menu, wait, label: volume };
}

function mediaFor(machines: readonly MachineRecord[], shape: MediumShape, bootUrl: string | null): Media {
  if (bootUrl === null) throw mediumRefusal([missingBootUrl]);
  const unusable: string[] = [];
  const media = machines.map((machine) => {
    const known = networkTextOf(machine);
    if (!known.ok) unusable.push(...known.problems.map((why) => `${machineName(machine)}: ${why}`));
    const network = (known.ok ? known.texts : null) ?? { ip: [], gateway: [], dns: [] };
    return { machine, text: { ...shape, ...network, machine: String(machine.id), replace: false, bootUrl } };
  });
  if (unusable.length > 0) throw mediumRefusal(unusable.map((message) => ({ field: 'ip', message })));
  return media;
}

function demandInOrder(media: Media, { examine }: Checker): void {
  const problems = media.flatMap(({ machine, text }) =>
    examine(text).problems.map(({ field, message }) => ({
      field,
      message: `${machineName(machine)}: ${message}`,
    })),
  );
  if (problems.length === 0) return;
  const more = problems.length - mostNamed;
  const rest = more > 0 ? [{ field: '(more)', message: `… and ${more} more` }] : [];
  throw mediumRefusal([...problems.slice(0, mostNamed), ...rest]);
}

function* revokeAllOf(machines: readonly MachineRecord[]): Writing<number> {
  const atMs = yield* now();
  let revoked = 0;
  for (const { id } of machines) revoked += (yield* revokeMediaOf(id, atMs)).length;
  return revoked;
}

function warningsOf(media: Media): string[] {
  const unknown = media.filter(({ text }) => text.ip.length === 0);
  const shown = unknown.slice(0, 10).map(({ machine }) => machine.id);
  if (shown.length === 0) return [];
  const more = unknown.length > shown.length ? ', …' : '';
  return [`nothing is known of the network of ${unknown.length} machines (${shown.join(', ')}${more}): DHCP`];
}
