import { Fields } from './fields-of.ts';
import { emptyDraft, type ForeignDraft, type ForeignDrafts } from './foreign-draft.ts';
import { metadataOf } from './metadata-of.ts';
import { parseCobblerReport } from './parse-cobbler-report.ts';
import { parseJsonRecords } from './parse-json-records.ts';

/** The files of its collection (/var/lib/cobbler/collections/systems), or what `cobbler system report` prints. */
export function parseCobbler(text: string): ForeignDrafts {
  if (/^Name\s+: /m.test(text)) return { ok: true, drafts: parseCobblerReport(text).map(draftOf) };
  const parsed = parseJsonRecords(text);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const strange = parsed.records.findIndex((record) => !record.has('interfaces') || !record.has('name'));
  if (strange >= 0)
    return {
      ok: false,
      problems: [
        `entry ${strange + 1} is no system of Cobbler: it has no ${parsed.records[strange]?.has('name') === true ? 'interfaces' : 'name'}`,
      ],
    };
  return { ok: true, drafts: parsed.records.map(draftOf) };
}

function draftOf(system: Fields): ForeignDraft {
  const name = system.text('name');
  const cards = system
    .object('interfaces')
    .entries()
    .map(([card, value]) => ({ card, fields: new Fields(value) }));
  const isReal = ({ fields }: { fields: Fields }) => fields.text('mac_address') !== '';
  const real = cards.filter(isReal);
  const addressed = real.find(({ fields }) => fields.text('ip_address') !== '') ?? real[0];
  const meta = metadataOf([
    ...system.object(system.has('autoinstall_meta') ? 'autoinstall_meta' : 'ks_meta').entries(),
    ['comment', system.text('comment')],
  ]);
  const power = system.text('power_address');
  const unnamed = cards.filter((one) => !isReal(one) && one.fields.text('ip_address') !== '');
  return {
    ...emptyDraft,
    ...{ place: `system ${name}`, name },
    hostname: system.text('hostname') || (addressed?.fields.text('dns_name') ?? '') || name,
    macs: real.map(({ fields }) => fields.text('mac_address')),
    address: addressed?.fields.text('ip_address') ?? '',
    netmask: addressed?.fields.text('netmask', 'subnet') ?? '',
    gateway: (addressed?.fields.text('if_gateway') ?? '') || system.text('gateway'),
    dns: system.texts('name_servers'),
    search: system.texts('name_servers_search'),
    card: addressed?.fields.text('mac_address') ?? '',
    labels: {
      'cobbler-profile': system.text('profile'),
      'cobbler-image': system.text('image'),
      'cobbler-status': system.text('status'),
    },
    metadata: meta.metadata,
    // It would be installed at its next boot if netboot were enabled.
    isInstalled: system.has('netboot_enabled') && !system.flag('netboot_enabled'),
    notes: [
      ...meta.notes,
      ...unnamed.map(({ card }) => `the address of ${card} is not taken over: the card has no MAC`),
      ...(power === '' ? [] : [`its power control (${power}) is not taken over`]),
    ],
  };
}
