import type { VirtualMachine } from '../virtual-machine.ts';

/** What a live system of the tests says of itself once it is up: `TOLD name=value` lines, up to `TOLD end`. */
export async function told(
  machine: VirtualMachine,
  timeoutMs: number,
): Promise<Readonly<Record<string, string>>> {
  const [text] = await machine.waitFor(/TOLD root=[\s\S]*?TOLD end/, timeoutMs);
  return Object.fromEntries(
    [...text.matchAll(/TOLD ([a-z-]+)=(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}
