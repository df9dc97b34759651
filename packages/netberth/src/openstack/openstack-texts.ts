import type { z } from 'zod';
import { sizeText } from '../output/measure-text.ts';
import { bad, busy, good, quiet, strong } from '../output/painted.ts';
import { details, table } from '../output/table.ts';
import { lineWith, type View } from '../output/view.ts';
import type { Booted } from './boot/booted.ts';
import type * as definitions from './openstack-definitions.ts';
import type { openstackSnapshot } from './snapshot/snapshot-definitions.ts';

type OutputOf<Name extends keyof typeof definitions> = (typeof definitions)[Name] extends {
  readonly output: infer Output extends z.ZodType;
}
  ? z.output<Output>
  : never;

export function bootedText(booted: Booted, view: View): string {
  const line = lineWith(view.paint);
  if (booted.state === 'removed') return removedText(booted, view);
  const headline =
    booted.state === 'installed'
      ? line`${strong(booted.name)} is ${good('installed')} and boots its own disk.`
      : line`${strong(booted.name)} is ${busy('running')} from its ISO.`;
  const facts = details(
    [
      ['Addresses', booted.addresses.join(', ')],
      ['MAC', booted.mac],
      ['Machine', booted.machine],
      ['Server', booted.server === null ? null : `${booted.server} (${booted.serverStatus ?? '?'})`],
      ['Port', booted.port],
      ['ISO', booted.image],
      ['Console', booted.console],
    ],
    view.paint,
  );
  return `${headline}\n${facts}${nextStep(booted, view)}`;
}

function removedText({ name, warnings }: Booted, view: View): string {
  const line = lineWith(view.paint);
  const what = warnings.length === 0 ? 'what was made' : 'all but what stands above of what was made';
  return line`${good('Removed')} ${what} for ${name}.` + '\n';
}

function nextStep({ name, machine, state }: Booted, { paint }: View): string {
  const line = lineWith(paint);
  if (state === 'installed') return line`Make an image of it: netberth openstack snapshot ${name}` + '\n';
  return (
    line`What it does: netberth machine show ${machine ?? ''}` +
    '\n' +
    line`When its disk is ready: netberth openstack finish ${name}` +
    '\n'
  );
}

export function batchText({ servers }: OutputOf<'openstackBatch'>, view: View): string {
  const line = lineWith(view.paint);
  const rows = servers.map((each) =>
    each.problem === null
      ? [
          each.name,
          each.state === 'installed' ? good(each.state) : each.state,
          each.addresses.join(' '),
          each.server ?? '',
        ]
      : [each.name, bad('failed'), '', each.problem.split('\n')[0] ?? ''],
  );
  const failed = servers.filter(({ problem }) => problem !== null).length;
  const sum =
    failed === 0
      ? line`${good('Done')} with all ${servers.length}.`
      : line`${bad(`${failed}`)} of ${servers.length} failed. The same command again goes on with these; --cleanup removes all.`;
  return `${table(['NAME', 'STATE', 'ADDRESSES', 'SERVER'], rows, view.paint, view.lineColumns)}\n${sum}\n`;
}

export function uploadText(sent: OutputOf<'openstackUpload'>, view: View): string {
  const line = lineWith(view.paint);
  const what = sent.sent ? good('Uploaded') : good('Was there already:');
  const checked = sent.hash === null ? '' : line`, its ${sent.hash.algorithm} checked`;
  return (
    line`${what} ${sent.name}, ${sizeText(sent.sizeBytes)}${checked}, as the image ${sent.id} of ${sent.cloud}.` +
    '\n'
  );
}

export function snapshotText(made: z.output<typeof openstackSnapshot.output>, view: View): string {
  const line = lineWith(view.paint);
  // An image of a server on a volume holds nothing itself.
  const size =
    made.sizeBytes === null
      ? ''
      : made.sizeBytes === 0
        ? ', a snapshot of its volume'
        : `, ${sizeText(made.sizeBytes)}`;
  const shared =
    made.sharedWith.length === 0
      ? ''
      : line`Each project it is shared with accepts it once: openstack image set --accept ${made.id}` + '\n';
  return (
    line`${good('Made')} the image ${made.name}${size}: ${made.id}. The server is ${made.status}.` +
    '\n' +
    shared +
    line`Build others from it: openstack server create --image ${made.id} …` +
    '\n'
  );
}

export function finishText(ended: OutputOf<'openstackFinish'>, view: View): string {
  const line = lineWith(view.paint);
  return line`${strong(ended.name)} boots its own disk now; it is ${ended.status}. Its ISO is gone.` + '\n';
}

export function serversText({ servers }: OutputOf<'openstackServers'>, view: View): string {
  if (servers.length === 0)
    return 'Netberth made no server in this project.\nNext: netberth openstack boot NAME --network NET --flavor F --profile P\n';
  const rows = servers.map((each) => [
    each.name,
    each.status === 'ERROR' ? bad(each.status) : each.status,
    each.addresses.join(' '),
    each.machine === null ? '' : `${each.machine}`,
    each.id,
    quiet(each.createdAt),
  ]);
  return table(['NAME', 'STATUS', 'ADDRESSES', 'MACHINE', 'ID', 'MADE'], rows, view.paint, view.lineColumns);
}

export function imagesText({ images }: OutputOf<'openstackImages'>, view: View): string {
  if (images.length === 0) return 'Netberth made no image in this project.\n';
  const rows = images.map((each) => [
    each.name,
    each.kind,
    each.status,
    each.sizeBytes === null ? '' : sizeText(each.sizeBytes),
    each.id,
    quiet(each.createdAt),
  ]);
  return table(['NAME', 'KIND', 'STATUS', 'SIZE', 'ID', 'MADE'], rows, view.paint, view.lineColumns);
}
