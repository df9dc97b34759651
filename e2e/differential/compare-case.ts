import { parseKeys, simulate, type Simulation } from '@netberth/ipxe/simulate';
import { answerFor, startUrl, type BuildName, type ComparedCase } from './compared-case.ts';
import type { EmulatedMachine } from './emulated-machine.ts';

const defaultPatienceMs = 4_000;

/** What SeaBIOS tells of the emulated machine. It has 64 MiB: the higher byte of the size of its memory module is 0. */
const hardware = {
  uuid: '00000000-0000-0000-0000-000000000000',
  manufacturer: 'Bochs',
  product: 'Bochs',
  'smbios/0.17.13.1:uint8': '0',
};

/** Where the two differ, or null. `simulated` and `real` are screens, or lists of URLs. */
export type Difference = {
  readonly where: string;
  readonly simulated: readonly string[];
  readonly real: readonly string[];
};

/** Run a case in the simulator, then drive the real iPXE through the same pauses, comparing as it goes. */
export async function compareCase(
  each: ComparedCase,
  build: BuildName,
  machine: EmulatedMachine,
  kernel: Uint8Array,
): Promise<Difference | null> {
  const answer = answerFor(each, kernel);
  const simulation = simulateCase(each, build, machine.mac, answer);
  const patienceMs = each.seconds === undefined ? defaultPatienceMs : each.seconds * 1_000;
  await machine.begin(answer);
  for (const [index, { screen, pressed }] of simulation.pauses.entries()) {
    const found = await difference(machine, patienceMs, `pause ${index + 1}`, screen);
    if (found !== null) return found;
    for (const key of pressed) if (key !== 'Timeout') machine.press(key);
  }
  return (await compareEnd(machine, patienceMs, simulation)) ?? compareUrls(simulation, machine.asked);
}

function simulateCase(
  each: ComparedCase,
  build: BuildName,
  mac: string,
  fetch: ReturnType<typeof answerFor>,
): Simulation {
  const lease = {
    ip: '192.168.86.100',
    netmask: '255.255.255.0',
    gateway: '192.168.86.1',
    dns: '192.168.86.1',
  };
  return simulate(
    { url: startUrl },
    {
      build,
      settings: hardware,
      is64Bit: false,
      cards: [{ mac, lease, isConfigured: true }],
      drives: [],
      keys: parseKeys(each.keys ?? ''),
      fetch,
    },
  );
}

async function compareEnd(
  machine: EmulatedMachine,
  patienceMs: number,
  simulation: Simulation,
): Promise<Difference | null> {
  const { end } = simulation;
  switch (end.kind) {
    case 'exit':
    case 'error':
      return difference(machine, patienceMs, 'the end', withPrompt(simulation));
    case 'shell':
      return difference(machine, patienceMs, 'the end', simulation.screen);
    case 'boot':
      return showsLater(machine, end.kernel.arguments.replace(/^\S+ /, ''));
    case 'reboot':
      return showsLater(machine, 'SeaBIOS');
    case 'waits':
      return null;
    default:
      return { where: 'the end', simulated: [JSON.stringify(end)], real: machine.screen() };
  }
}

async function difference(
  machine: EmulatedMachine,
  patienceMs: number,
  where: string,
  simulated: readonly string[],
): Promise<Difference | null> {
  const wanted = simulated.map(withoutTimes).join('\n');
  const isSame = await machine.comesTo(
    (screen) => screen.map(withoutTimes).join('\n') === wanted,
    patienceMs,
  );
  return isSame ? null : { where, simulated, real: machine.screen() };
}

/** A kernel of these tests is an iPXE, which runs its command line as a script. */
async function showsLater(machine: EmulatedMachine, text: string): Promise<Difference | null> {
  const isShown = await machine.comesTo(
    (screen) => screen.some((line) => line.startsWith(text.trimEnd())),
    4 * defaultPatienceMs,
  );
  return isShown ? null : { where: 'the end', simulated: [text], real: machine.screen() };
}

/** The dots of `Configuring (…)...` are as many as the answer takes; `ifstat` tells of drivers and counts packets. */
function withoutTimes(line: string): string {
  return line
    .replace(/^(Configuring [^.]*)\.+/, '$1')
    .replace(/ using \S+ on \S+/, '')
    .replace(/TX:.*$/, '');
}

/** The shell that started the script prints its prompt where the cursor stands. */
function withPrompt({ screen, cursor }: Simulation): readonly string[] {
  const lines = [...screen];
  while (lines.length <= cursor.row) lines.push('');
  lines[cursor.row] = `${(lines[cursor.row] ?? '').padEnd(cursor.column)}iPXE>`;
  return lines;
}

function compareUrls(simulation: Simulation, asked: readonly string[]): Difference | null {
  // A user and password travel in a header.
  const normal = (url: string): string =>
    URL.canParse(url) ? Object.assign(new URL(url), { username: '', password: '' }).href : url;
  const simulated = simulation.fetches.map(({ url }) => normal(url));
  const real = asked.map(normal);
  return simulated.join('\n') === real.join('\n') ? null : { where: 'the URLs', simulated, real };
}
