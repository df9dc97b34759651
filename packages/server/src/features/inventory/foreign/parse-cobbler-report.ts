import { Fields } from './fields-of.ts';

/** Columns as `cobbler system report` names them, and fields as its JSON does. */
const systemFields: Readonly<Record<string, string>> = {
  Hostname: 'hostname',
  Gateway: 'gateway',
  'Name Servers': 'name_servers',
  'Name Servers Search Path': 'name_servers_search',
  Profile: 'profile',
  Image: 'image',
  Status: 'status',
  Comment: 'comment',
  'Netboot Enabled': 'netboot_enabled',
  'Kickstart Metadata': 'autoinstall_meta',
  'Automatic Installation Template Metadata': 'autoinstall_meta',
  'Automatic Installation Metadata': 'autoinstall_meta',
  'Power Management Address': 'power_address',
};
const cardFields: Readonly<Record<string, string>> = {
  'MAC Address': 'mac_address',
  'IP Address': 'ip_address',
  'Subnet Mask': 'netmask',
  'Per-Interface Gateway': 'if_gateway',
  'DNS Name': 'dns_name',
};

/** Text with `name : value` in each line; each system begins with its name, each card with `Interface =====`. */
export function parseCobblerReport(text: string): readonly Fields[] {
  const systems: Record<string, unknown>[] = [];
  let card: Record<string, unknown> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', value = ''] = /^(\S.*?)\s*: ?(.*)$/.exec(line) ?? [];
    const system = systems.at(-1);
    if (name === 'Name') {
      systems.push({ name: value.trim(), interfaces: {} });
      card = undefined;
    } else if (system !== undefined && name === 'Interface =====') {
      card = {};
      Object.assign(system['interfaces'] as object, { [value.trim()]: card });
    } else if (card !== undefined && cardFields[name] !== undefined) card[cardFields[name]] = value.trim();
    else if (system !== undefined && card === undefined && systemFields[name] !== undefined)
      system[systemFields[name]] = pythonValue(value.trim());
  }
  return systems.map((system) => new Fields(system));
}

/** Lists and dictionaries as Python prints them, of texts; all else is a text. */
function pythonValue(text: string): unknown {
  const texts = [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, one = '']) => one);
  if (/^\[.*\]$/.test(text)) return texts;
  if (!/^\{.*\}$/.test(text)) return text;
  const pairs = [...text.matchAll(/'((?:[^'\\]|\\.)*)': (?:'((?:[^'\\]|\\.)*)'|([^,}]+))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [name, quoted ?? bare?.trim() ?? '']));
}
