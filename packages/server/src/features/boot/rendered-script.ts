import { renderScript, scriptTextFrom } from '@netberth/ipxe';
import type { Script, ScriptText } from '@netberth/ipxe';
import { bootIdMarker, bootNumberMarker } from '../templates/template-values.ts';

export type Rendered =
  | { readonly ok: true; readonly text: ScriptText }
  | { readonly ok: false; readonly why: string };

export function refusedOr(make: () => Script): Rendered {
  try {
    return { ok: true, text: openHoles(textOf(make())) };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, why: error.message };
    throw error;
  }
}

/** A script without secrets: what looks like a marker of ours in it came from the machine, and stays text. */
export function done(script: Script): Rendered {
  return { ok: true, text: scriptTextFrom(textOf(script), {}) };
}

/** The same with holes of its own, for the number of the boot. */
export function numbered(script: Script): Rendered {
  return { ok: true, text: renderScript(script) };
}

function textOf(script: Script): string {
  const [text, ...rest] = renderScript(script);
  if (typeof text !== 'string' || rest.length > 0)
    throw new Error('Rendering a script: it has holes of its own.');
  return text;
}

export function openHoles(text: string): ScriptText {
  return scriptTextFrom(text, { [bootIdMarker]: 'boot-id', [bootNumberMarker]: 'boot-number' });
}
