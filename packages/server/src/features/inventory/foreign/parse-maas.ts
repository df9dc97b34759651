import { Fields } from './fields-of.ts';
import { emptyDraft, type ForeignDraft, type ForeignDrafts } from './foreign-draft.ts';
import { metadataOf } from './metadata-of.ts';
import { parseJsonRecords } from './parse-json-records.ts';

/** What `maas PROFILE machines read` prints. */
export function parseMaas(text: string): ForeignDrafts {
  const parsed = parseJsonRecords(text);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const strange = parsed.records.findIndex((machine) => machine.text('system_id') === '');
  if (strange >= 0)
    return { ok: false, problems: [`entry ${strange + 1} is no machine of MAAS: it has no system_id`] };
  return { ok: true, drafts: parsed.records.map(draftOf) };
}

function draftOf(machine: Fields): ForeignDraft {
  const name = machine.text('hostname') || machine.text('system_id');
  const boot = machine.object('boot_interface');
  const cards = machine.list('interface_set').filter((card) => ['', 'physical'].includes(card.text('type')));
  const bootMac = boot.text('mac_address');
  const bootCard = cards.find((card) => card.text('mac_address') === bootMac) ?? boot;
  const fixed = bootCard.list('links').find((link) => ['static', 'auto'].includes(link.text('mode')));
  const subnet = fixed?.object('subnet') ?? new Fields(null);
  const hardware = machine.object('hardware_info');
  const meta = metadataOf([['description', machine.text('description')]]);
  const tags = machine.texts('tag_names').map((tag) => [`maas-tag-${tag}`, 'yes'] as const);
  return {
    ...emptyDraft,
    ...{ place: `machine ${machine.text('system_id')} (${name})`, name },
    hostname: machine.text('fqdn') || name,
    macs: [...new Set([bootMac, ...cards.map((card) => card.text('mac_address'))])].filter(
      (mac) => mac !== '',
    ),
    uuid: machine.text('hardware_uuid'),
    serial: known(hardware.text('system_serial')),
    address: fixed?.text('ip_address') ?? '',
    netmask: subnet.text('cidr').split('/')[1] ?? '',
    gateway: subnet.text('gateway_ip'),
    dns: subnet.texts('dns_servers'),
    card: bootMac,
    labels: {
      'maas-zone': machine.object('zone').text('name'),
      'maas-pool': machine.object('pool').text('name'),
      'maas-status': machine.text('status_name'),
      'maas-owner': machine.text('owner'),
      ...Object.fromEntries(tags),
    },
    metadata: meta.metadata,
    isInstalled: machine.text('status_name') === 'Deployed',
    isProtected: machine.raw('locked') === true,
    notes: [
      ...meta.notes,
      ...(fixed !== undefined &&
      bootCard.raw('vlan') !== undefined &&
      subnet.object('vlan').text('vid') !== ''
        ? vlanNote(subnet)
        : []),
    ],
  };
}

/** The VLAN of a subnet may be untagged on the card: only a person knows. */
function vlanNote(subnet: Fields): readonly string[] {
  const vid = subnet.object('vlan').text('vid');
  return vid === '0' ? [] : [`its VLAN ${vid} is not taken over: say --vlan ${vid} where it is tagged`];
}

const known = (text: string) => (/^unknown$/i.test(text) ? '' : text);
