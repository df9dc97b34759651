/** A file that goes into the image, by its path there. */
export type GuestFile = { readonly path: string; readonly text: string; readonly mode: '0644' | '0755' };
