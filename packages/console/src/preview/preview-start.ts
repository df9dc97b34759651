import { serverOrigin } from './preview-network.ts';

/** Whose preview, and where it begins. */
export type PreviewStart = {
  /** A reference to a machine; null: one that nobody knows. */
  readonly machine: string | null;
  /** `server`: where machines begin; `menu`: the menu, whatever the server thinks of the machine. */
  readonly at: 'server' | 'menu';
};

export function beginningOf({ at }: PreviewStart): string {
  return `${serverOrigin}/${at === 'menu' ? 'menu.ipxe' : 'bootstrap.ipxe'}`;
}
