import type { PreviewStart } from '../../preview/preview-start.ts';

export type PreviewSearch = { readonly machine?: string; readonly at?: PreviewStart['at'] };

/** `?machine=7&at=menu`; the router makes numbers of what looks like one. */
export function readPreviewSearch({ machine, at }: Readonly<Record<string, unknown>>): PreviewSearch {
  const isReference = typeof machine === 'number' || (typeof machine === 'string' && machine !== '');
  return {
    ...(isReference && { machine: String(machine) }),
    ...((at === 'menu' || at === 'server') && { at }),
  };
}
