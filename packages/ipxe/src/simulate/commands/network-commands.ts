import { errors, errorText } from '../errors.ts';
import type { Machine, NetworkCard, Command } from '../machine.ts';
import { say } from '../screen/say.ts';
import { print } from '../screen/terminal.ts';
import { fetchValue, settingsBlock, type SettingsBlock } from '../settings/settings-block.ts';
import { ipv6Text, parseIpv4 } from '../settings/address-text.ts';
import { storeInto } from '../settings/store-into.ts';
import { atOnce } from './at-once.ts';
import { badInteger, integerOption, timeoutOption } from './option-values.ts';

/** A command on the named network cards, or on all. `untilFirst`: on all of them, one that succeeds is enough. */
function cardCommand(
  untilFirst: boolean,
  act: (machine: Machine, card: NetworkCard, configurator: string | undefined) => number,
): Command {
  return atOnce((machine, invocation) => {
    const { options, args } = invocation;
    if (timeoutOption(machine, invocation) === null) return badInteger;
    const configurator = options.get('configurator');
    if (configurator !== undefined && !['dhcp', 'ipv6'].includes(configurator)) {
      say(machine, `"${configurator}": no such configurator`);
      return errors.noConfigurator;
    }
    const cards = args.length === 0 ? machine.cards : args.map((name) => findCard(machine, name));
    let status = args.length === 0 && untilFirst ? errors.noCards : 0;
    for (const card of cards) {
      if (typeof card === 'string') return noCard(machine, card);
      status = act(machine, card, configurator);
      if (untilFirst && status === 0) return 0;
      if (!untilFirst && status !== 0) return status;
    }
    return status;
  });
}

function findCard(machine: Machine, name: string): NetworkCard | string {
  const latest = machine.tree.latestNetwork();
  return machine.cards.find((card) => card.name === (name === 'netX' ? latest : name)) ?? name;
}

function noCard(machine: Machine, name: string): number {
  say(machine, `"${name}": no such network device`);
  return errors.noNetworkDevice;
}

export const openCard = cardCommand(false, (_, card) => {
  open(card);
  return 0;
});

function open(card: NetworkCard): void {
  card.isOpen = true;
  card.wasOpen = true;
}

export const closeCard = cardCommand(false, (_, card) => {
  card.isOpen = false;
  return 0;
});

export const waitForLink = cardCommand(false, (machine, card) => {
  open(card);
  say(machine, `Waiting for link-up on ${card.name}... ok`);
  return 0;
});

export const configureCard = cardCommand(true, configure);

/** Ask the card's network for an address, as `dhcp` does. */
export function configure(machine: Machine, card: NetworkCard, configurator?: string): number {
  open(card);
  const by = configurator === undefined ? '' : `[${configurator}] `;
  print(machine.terminal, `Configuring ${by}(${card.name} ${card.mac})...... `);
  if (card.lease === null) {
    say(machine, errorText(errors.noConfiguration, machine));
    return errors.noConfiguration;
  }
  const block = blockOf(machine, card);
  const old = block.children.findIndex(({ name }) => name === 'dhcp');
  if (old !== -1) block.children.splice(old, 1);
  const lease = settingsBlock(`${card.name}.dhcp`);
  for (const [name, value] of Object.entries(card.lease)) storeInto(machine.tree, lease, name, value);
  block.children.push(lease);
  say(machine, 'ok');
  return 0;
}

function blockOf(machine: Machine, card: NetworkCard): SettingsBlock {
  const found = machine.tree.root.children.find(({ name }) => name === card.name);
  if (found !== undefined) return found;
  const block = settingsBlock(card.name);
  machine.tree.root.children.push(block);
  return block;
}

/** What a card says of itself, as settings of its block. */
export function storeCardFacts(machine: Machine, { name, mac }: NetworkCard): void {
  const facts = {
    mac,
    hwaddr: mac,
    ifname: name,
    linktype: 'Ethernet',
    bustype: 'PCI',
    chip: 'virtio-net',
  };
  for (const [key, text] of Object.entries(facts))
    storeInto(machine.tree, machine.tree.root, `${name}/${key}`, text);
}

export const listCards = cardCommand(false, (machine, card) => {
  const state = card.isOpen ? 'open' : 'closed';
  const shown = machine.isOld ? `(${state})` : `(Ethernet) [${state}]`;
  say(machine, `${card.name}: ${card.mac} using virtio-net on 0000:00:03.0 ${shown}`);
  say(machine, '  [Link:up, TX:0 TXE:0 RX:0 RXE:0]');
  return 0;
});

export const listRoutes = atOnce((machine) => {
  for (const card of machine.cards) {
    const text = (key: string): string | null => {
      const found = fetchValue(blockOf(machine, card), key);
      return found && found.value.type.format(found.value.bytes);
    };
    const ip = text('ip');
    const closed = card.isOpen ? '' : ' (inaccessible)';
    if (ip !== null) say(machine, ipv4Route(card, ip, text('netmask'), text('gateway')) + closed);
    if (card.wasOpen && machine.capabilities.features.has('ipv6'))
      say(machine, `${card.name}: ${linkLocal(card.mac)}/64${closed}`);
  }
  return 0;
});

function ipv4Route(card: NetworkCard, ip: string, netmask: string | null, gateway: string | null): string {
  return `${card.name}: ${ip}/${netmask ?? classMask(ip)}${gateway === null ? '' : ` gw ${gateway}`}`;
}

/** The address that a card gives itself (RFC 4291, appendix A). */
function linkLocal(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  return ipv6Text(Uint8Array.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f]));
}

/** The mask that an address without one gets, by its class (src/net/ipv4.c). */
function classMask(ip: string): string {
  const first = parseIpv4(ip)?.[0] ?? 0;
  if (first < 128) return '255.0.0.0';
  return first < 192 ? '255.255.0.0' : '255.255.255.0';
}

export const createVlan = atOnce((machine, invocation) => {
  const tag = integerOption(machine, invocation, 'tag', 0);
  if (tag === null) return badInteger;
  const trunk = findCard(machine, invocation.args[0] ?? '');
  if (typeof trunk === 'string') return noCard(machine, trunk);
  const name = `${trunk.name}-${tag}`;
  if (machine.cards.some((card) => card.name === name)) return 0;
  const { mac, lease } = trunk;
  const card: NetworkCard = { name, mac, lease, isOpen: true, wasOpen: true, trunk: trunk.name };
  machine.cards.push(card);
  storeCardFacts(machine, card);
  return 0;
});

export const destroyVlan = atOnce((machine, { args }) => {
  const card = findCard(machine, args[0] ?? '');
  if (typeof card === 'string') return noCard(machine, card);
  machine.cards.splice(machine.cards.indexOf(card), 1);
  const blocks = machine.tree.root.children;
  blocks.splice(blocks.indexOf(blockOf(machine, card)), 1);
  // Seen on trixie and sid: the card beneath is closed as well.
  for (const each of machine.cards) if (each.name === card.trunk) each.isOpen = false;
  return 0;
});
