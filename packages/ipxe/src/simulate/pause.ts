/** What a machine waits for. `timeoutMs` is null when it waits for ever. */
export type Pause =
  | {
      readonly kind: 'menu';
      readonly title: string;
      readonly items: readonly MenuLine[];
      /** Index of the item that Enter would take. */
      readonly selected: number;
      /** The line of the screen that it stands in, from 0. */
      readonly row: number;
      readonly timeoutMs: number | null;
    }
  | { readonly kind: 'prompt'; readonly text: string; readonly timeoutMs: number | null }
  | { readonly kind: 'read'; readonly setting: string; readonly text: string }
  | { readonly kind: 'form'; readonly title: string; readonly fields: readonly FormLine[] };

/** A line of a menu; one without a label is a gap, which cannot be chosen. */
export type MenuLine = { readonly label: string | null; readonly text: string; readonly key: string | null };

/** A field of `login` or `present`; a secret's value is stars. */
export type FormLine = { readonly label: string; readonly value: string; readonly isFocused: boolean };
