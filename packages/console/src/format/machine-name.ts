import { texts } from '../texts/texts.ts';

export function machineName({
  id,
  hostname,
}: {
  readonly id: number;
  readonly hostname: string | null;
}): string {
  return texts.machines.name(id, hostname);
}
