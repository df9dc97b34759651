import { redactScript } from '@netberth/ipxe';
import type { ScriptText } from '@netberth/ipxe';
import { DiskScriptCache } from './disk-script-cache.ts';

/** A script that is ready to be sent to one machine for one reason, and as it is stored. */
export type ReadyScript = { readonly text: ScriptText; readonly stored: string };

const maxScripts = 10_000;

/**
 * Scripts that were rendered before. The key names everything that goes into the text (versions of the rows, reason,
 * platform), so what is found is right; nothing has to be thrown away when something changes.
 */
export class ScriptCache {
  readonly #scripts = new Map<string, ReadyScript>();
  readonly disk = new DiskScriptCache();

  find(key: string): ReadyScript | undefined {
    return this.#scripts.get(key);
  }

  keep(key: string, text: ScriptText): ReadyScript {
    const ready = readyScript(text);
    if (this.#scripts.size >= maxScripts) this.#scripts.clear();
    this.#scripts.set(key, ready);
    return ready;
  }
}

export function readyScript(text: ScriptText): ReadyScript {
  return { text, stored: redactScript(text) };
}
