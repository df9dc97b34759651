import { keyCode, type Key } from '../key.ts';

/** A line that is being typed, and where its cursor stands. */
export type EditedText = { readonly text: string; readonly cursor: number };

/** What a key does to a line (src/hci/editstring.c). */
export function editText({ text, cursor }: EditedText, key: Key): EditedText {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (key) {
    case 'Left':
    case 'Ctrl-B':
      return { text, cursor: Math.max(0, cursor - 1) };
    case 'Right':
    case 'Ctrl-F':
      return { text, cursor: Math.min(text.length, cursor + 1) };
    case 'Home':
    case 'Ctrl-A':
      return { text, cursor: 0 };
    case 'End':
    case 'Ctrl-E':
      return { text, cursor: text.length };
    case 'Backspace':
    case 'Ctrl-H':
      return { text: before.slice(0, -1) + after, cursor: Math.max(0, cursor - 1) };
    case 'Delete':
    case 'Ctrl-D':
      return { text: before + after.slice(1), cursor };
    case 'Ctrl-K':
      return { text: before, cursor };
    case 'Ctrl-U':
      return { text: after, cursor: 0 };
    case 'Ctrl-W': {
      const kept = before.replace(/\S*\s*$/, '');
      return { text: kept + after, cursor: kept.length };
    }
    default: {
      const code = keyCode(key) ?? 0;
      const isTyped = code >= 0x20 && code < 0x7f;
      return isTyped
        ? { text: before + String.fromCharCode(code) + after, cursor: cursor + 1 }
        : { text, cursor };
    }
  }
}
