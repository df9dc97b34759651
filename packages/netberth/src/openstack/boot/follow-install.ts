import type { Boot, MachineHistory } from '@netberth/api';
import { Failure } from '../../failure.ts';
import type { BootSite } from './boot-site.ts';
import type { Doing } from './doing-line.ts';

const pauseMs = 2000;

/** Tells each thing that a machine does, until it has finished. Throws a Failure when it fails or takes too long. */
export async function followInstall(site: BootSite, name: string, machineId: number): Promise<void> {
  const { session, followMinutes, machines, signal } = site;
  const endMs = session.surroundings.now().getTime() + (followMinutes ?? 0) * 60_000;
  const told = new Set<string>();
  for (;;) {
    const machine = await machines.read(machineId);
    for (const { key, text, isStep } of news(machine)) {
      // Where a bar shows how much of a file is there, the steps on the way need no lines.
      if (!told.has(key) && !(isStep && site.narrator.showsBars)) site.narrator.tell(name, text);
      told.add(key);
    }
    site.narrator.at(name, doingNow(machine));
    if (machine.state === 'finished' && machine.grant === null) return;
    const fault = faultOf(machine, name);
    if (fault !== null) throw new Failure(fault);
    if (session.surroundings.now().getTime() > endMs)
      throw new Failure(
        `"${name}" has not finished after ${followMinutes} minutes; it is ${machine.state}. It goes on: --timeout watches longer.`,
      );
    await session.surroundings.pause(pauseMs, signal);
  }
}

type News = { readonly key: string; readonly text: string; readonly isStep: boolean };

/** Everything worth a line, in the order that it happened. A file is told again with every tenth of it. */
function news(machine: MachineHistory): News[] {
  return [...machine.boots].reverse().flatMap((boot) => [
    { key: `${boot.number}`, text: bootLine(boot), isStep: false },
    ...boot.files.flatMap(({ file, percent, complete }) => {
      const tenths = complete ? 10 : Math.floor(percent / 10);
      const key = `${boot.number} ${file} ${tenths}`;
      const text = `boot ${boot.number}: fetched ${tenths * 10} % of ${file}`;
      return tenths === 0 ? [] : [{ key, text, isStep: tenths < 10 }];
    }),
    ...boot.callbacks.map(({ at, kind, detail }) => ({
      key: `${boot.number} ${at} ${kind}`,
      text: `boot ${boot.number}: ${kind}${detail === '' ? '' : ` (${detail})`}`,
      isStep: false,
    })),
  ]);
}

/** Of the newest boot: the file that comes, else the last that it said of itself. */
function doingNow({ boots, state }: MachineHistory): Doing {
  const [boot] = boots;
  if (boot === undefined) return { what: 'has not asked yet', percent: null };
  const coming = boot.files.find(({ complete }) => !complete);
  if (coming !== undefined) return { what: `fetches ${coming.file}`, percent: coming.percent };
  const said = boot.callbacks.at(-1)?.kind;
  return { what: `is ${state}${said === undefined ? '' : `; last heard of: ${said}`}`, percent: null };
}

function bootLine(boot: Boot): string {
  const what = boot.profile ?? boot.choice ?? boot.decision;
  return `boot ${boot.number}: asked from ${boot.address}, gets ${what}: ${boot.reason}`;
}

function faultOf(machine: MachineHistory, name: string): string | null {
  const more = `netberth machine show ${machine.id} tells more.`;
  switch (machine.state) {
    case 'failed':
      return `The installation of "${name}" failed: ${machine.stateReason ?? 'it did not say why'}.\n${more}`;
    case 'held':
      return `Machine ${machine.id} ("${name}") is held: ${machine.stateReason ?? 'by a person'}.\n${more}`;
    case 'new':
      return machine.grant === null
        ? `Machine ${machine.id} ("${name}") has no grant any more: it expired, or somebody took it back.\n${more}`
        : null;
    case 'granted':
    case 'installing':
    case 'finished':
      return null;
  }
}
