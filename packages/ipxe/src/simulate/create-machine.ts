import { capabilitySets } from '../capability-sets.ts';
import { commandTable } from './commands/command-table.ts';
import { configure, storeCardFacts } from './commands/network-commands.ts';
import { buildVersion, defaultBuild } from './build-version.ts';
import { shownError } from './errors.ts';
import { defaultCommands } from './limits.ts';
import type { Machine, NetworkCard } from './machine.ts';
import type { CardOptions, MachineOptions } from './options.ts';
import { createTerminal, clearTerminal } from './screen/terminal.ts';
import type { SettingTree } from './settings/setting-name.ts';
import { settingsBlock, type SettingsBlock, type StoredValue } from './settings/settings-block.ts';
import { numberBytes } from './settings/stored-number.ts';
import { storeInto } from './settings/store-into.ts';
import { stringType, valueType } from './settings/value-type.ts';
import { utf8Bytes } from './utf8.ts';

/** The card that QEMU's user network gives. */
const defaultCard: CardOptions = {
  mac: '52:54:00:12:34:56',
  lease: {
    ip: '10.0.2.15',
    netmask: '255.255.255.0',
    gateway: '10.0.2.2',
    dns: '10.0.2.3',
    'dhcp-server': '10.0.2.2',
  },
  isConfigured: true,
};

// What every 64-bit PC can, as `cpuid` asks for it: FPU, TSC, MSR, PAE, CX8, APIC, CMOV, MMX, FXSR, SSE, SSE2; and bit 31
// of ECX, by which a virtual machine says that it is one.
const pcFeatures = [...[0, 4, 5, 6, 8, 9, 15, 23, 24, 25, 26].map((bit) => `std:edx:${bit}`), 'std:ecx:31'];

/** A machine before its first script: settings of its hardware, cards with their addresses, an empty screen. */
export function createMachine(options: MachineOptions): Machine {
  const build = options.build ?? defaultBuild;
  const platform = options.platform ?? 'pcbios';
  const isOld = build === 'debian-bookworm';
  const cards = (options.cards ?? [defaultCard]).map(networkCard);
  const tree: SettingTree = {
    root: settingsBlock(''),
    latestNetwork: () => cards.findLast(({ isOpen }) => isOpen)?.name ?? 'net0',
    isOld,
    longBytes: architecture(options) === 'i386' ? 4 : 8,
  };
  const machine: Machine = {
    commands: commandTable,
    capabilities: capabilitySets[build][platform],
    platform,
    isOld,
    tree,
    terminal: createTerminal(),
    images: [],
    menus: [],
    forms: [],
    cards,
    cpuFeatures: new Set([...pcFeatures, ...(options.is64Bit === false ? [] : ['ext:edx:29'])]),
    localDrives: new Set(options.drives ?? [0x80]),
    hookedDrives: new Map(),
    hosts: new Map(Object.entries(options.hosts ?? {})),
    maxCommands: options.maxCommands ?? defaultCommands,
    steps: [],
    pauses: [],
    fetches: [],
    errno: 0,
    workingUrl: null,
    script: null,
    stop: 'none',
  };
  addSettings(machine, options);
  return machine;
}

function architecture({ arch, platform }: MachineOptions): string {
  return arch ?? (platform === 'efi' ? 'x86_64' : 'i386');
}

function networkCard({ mac, lease, isConfigured }: CardOptions, index: number): NetworkCard {
  return { name: `net${index}`, mac, lease, isOpen: isConfigured, wasOpen: isConfigured, trunk: null };
}

function addSettings(machine: Machine, options: MachineOptions): void {
  const { tree, cards } = machine;
  for (const card of cards) tree.root.children.push(settingsBlock(card.name));
  tree.root.children.push(settingsBlock('smbios', { isReadOnly: true }), builtinSettings(machine, options));
  for (const [index, card] of cards.entries()) {
    storeCardFacts(machine, card);
    if (options.cards?.[index]?.isConfigured ?? true) configure(machine, card);
  }
  for (const [name, text] of Object.entries(options.settings ?? {})) storeGiven(tree, name, text);
  clearTerminal(machine.terminal);
}

const smbiosNames = new Set(['uuid', 'serial', 'asset', 'manufacturer', 'product', 'board-serial']);

/** A given setting goes where the real one would be: hardware facts are not the script's to change. */
function storeGiven(tree: SettingTree, name: string, text: string): void {
  const place = smbiosNames.has(name) ? `smbios/${name}` : name;
  if (!storeInto(tree, tree.root, place, text))
    throw new RangeError(
      `cannot give the machine a setting named "${name}": wanted a name such as "net0/ip" or "serial"`,
    );
}

function builtinSettings(machine: Machine, options: MachineOptions): SettingsBlock {
  const fixed: Readonly<Record<string, string>> = {
    platform: machine.platform,
    buildarch: architecture(options),
    version: buildVersion(options.build ?? defaultBuild),
    memsize: '1024',
    cpuvendor: 'GenuineIntel',
    cpumodel: 'QEMU Virtual CPU version 2.5+',
  };
  const block = settingsBlock('builtin', {
    isReadOnly: true,
    computed: (key) => computedSetting(machine, key),
  });
  for (const [name, text] of Object.entries(fixed)) storeInto(machine.tree, block, name, text);
  return block;
}

function computedSetting(machine: Machine, key: string): StoredValue | undefined {
  const uint32 = valueType('uint32', machine.tree);
  switch (key) {
    case 'errno':
      return uint32 === null
        ? undefined
        : { bytes: numberBytes(BigInt(shownError(machine.errno, machine)), 4), type: uint32 };
    case 'cwuri':
    case 'cwduri': {
      if (machine.isOld || machine.workingUrl === null) return undefined;
      const url = key === 'cwuri' ? machine.workingUrl : machine.workingUrl.replace(/[^/]*$/, '');
      return { bytes: utf8Bytes(url), type: stringType };
    }
    default:
      return undefined;
  }
}
