import { Fields } from './fields-of.ts';
import { emptyDraft, type ForeignDraft, type ForeignDrafts } from './foreign-draft.ts';
import { metadataOf } from './metadata-of.ts';
import { parseJsonRecords } from './parse-json-records.ts';

/** JSON of its API (`/api/v2/hosts`), JSON or CSV of `hammer host list`. */
export async function parseForeman(text: string): Promise<ForeignDrafts> {
  if (/^\s*[[{]/.test(text)) {
    const parsed = parseJsonRecords(text);
    if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
    return checked(parsed.records.map((host, index) => ({ host, place: `entry ${index + 1}` })));
  }
  const { CsvError, parse } = await import('csv-parse/browser/esm/sync');
  try {
    const rows: { record: unknown; info: { lines: number } }[] = parse(text, {
      ...{ columns: true, bom: true, trim: true, skip_empty_lines: true, info: true },
    });
    return checked(
      rows.map(({ record, info }) => ({ host: new Fields(record), place: `line ${info.lines}` })),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problems: [`it is neither JSON nor CSV: ${error.message}`] };
  }
}

type Placed = { readonly host: Fields; readonly place: string };

function checked(placed: readonly Placed[]): ForeignDrafts {
  const strange = placed.find(({ host }) => host.text('name', 'Name') === '' || isOther(host));
  if (placed.length === 0) return { ok: false, problems: ['it holds no hosts'] };
  if (strange !== undefined)
    return {
      ok: false,
      problems: [`${strange.place} is no host of Foreman: it has no name with a MAC beside it`],
    };
  return { ok: true, drafts: placed.map(draftOf) };
}

/** Its lists name the MAC, even where a host has none. */
const isOther = (host: Fields) => !['mac', 'MAC', 'Mac'].some((name) => host.has(name));

function draftOf({ host, place }: Placed): ForeignDraft {
  const name = host.text('name', 'Name');
  const cards = host.list('interfaces').filter((card) => card.text('type') !== 'bmc');
  const own = host.text('mac', 'MAC', 'Mac');
  const macs = [own, ...cards.filter((card) => card.raw('virtual') !== true).map((card) => card.text('mac'))];
  const primary = cards.find((card) => card.raw('primary') === true);
  const meta = metadataOf([['comment', host.text('comment', 'Comment')]]);
  return {
    ...emptyDraft,
    ...{ place: `${place} (${name})`, name, hostname: name },
    macs: [...new Set(macs.map((mac) => mac.toLowerCase()))].filter((mac) => mac !== ''),
    uuid: host.text('uuid'),
    address: host.text('ip', 'IP', 'Ip') || (primary?.text('ip') ?? '') || host.text('ip6', 'IPv6'),
    card: own,
    labels: {
      'foreman-hostgroup': host.text('hostgroup_title', 'hostgroup_name', 'Host Group'),
      'foreman-os': host.text('operatingsystem_name', 'Operating System'),
      'foreman-environment': host.text('environment_name', 'Puppet Environment'),
      'foreman-location': host.text('location_name', 'Location'),
      'foreman-organization': host.text('organization_name', 'Organization'),
    },
    metadata: meta.metadata,
    // A list of hammer does not say whether a host waits to be built.
    isInstalled: host.has('build') && !host.flag('build'),
    notes: meta.notes,
  };
}
