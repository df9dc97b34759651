import { renderScript, scriptTextFrom } from '@netberth/ipxe';
import type { ScriptText } from '@netberth/ipxe';
import { fillMessage, messages } from '../../platform/message-registry.ts';
import { machineName } from '../machines/machine-record.ts';
import type { Subject } from '../templates/template-values.ts';
import type { Reason } from './decide-boot.ts';
import { diskScript } from './scripts/disk-script.ts';
import type { IpxePlatform } from './ipxe-platform.ts';

const who = '__NETBERTH_WHO__';
const machine = '__NETBERTH_MACHINE__';
/** What a machine's name can hold: host names are checked when they come in, and checked again here. */
const plainName = /^[A-Za-z0-9.-]+ \(machine \d+\)$|^machine \d+$/;

/**
 * The script that boots a machine's own disk, which is what most machines get most of the time. It differs only by
 * the machine's name, so one text a reason and platform is rendered and the name put in.
 */
export class DiskScriptCache {
  readonly #texts = new Map<string, ScriptText>();

  /** @returns undefined where the text holds more of the machine than its name */
  find(reason: Reason, subject: Subject | null, platform: IpxePlatform): string | undefined {
    if (subject === null || Object.keys(reason.values).length > 0) return undefined;
    const name = machineName(subject.machine);
    if (!plainName.test(name)) return undefined;
    const values: Readonly<Record<string, string>> = { who: name, machine: String(subject.machine.id) };
    return this.#textOf(reason, platform)
      .map((segment) => (typeof segment === 'string' ? segment : (values[segment.hole] ?? '')))
      .join('');
  }

  #textOf(reason: Reason, platform: IpxePlatform): ScriptText {
    const key = `${reason.key} ${platform}`;
    const known = this.#texts.get(key);
    if (known) return known;
    const { code, text, wayOut, isRoutine = false } = entryOf(reason);
    const filled = { text: fillMessage(text, { machine }), wayOut: fillMessage(wayOut, { machine }) };
    const rendered = renderScript(diskScript({ who, code, ...filled, isRoutine }, platform));
    const opened = rendered.flatMap((segment) =>
      typeof segment === 'string'
        ? scriptTextFrom(segment, { [who]: 'who', [machine]: 'machine' })
        : [segment],
    );
    this.#texts.set(key, opened);
    return opened;
  }
}

function entryOf({ key }: Reason): { code: string; text: string; wayOut: string; isRoutine?: boolean } {
  return messages[key];
}
