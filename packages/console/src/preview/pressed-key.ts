/** By the names of browsers (UI Events), as the simulator names them. */
const names: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ...Object.fromEntries(
    ['Enter', 'Escape', 'Backspace', 'Home', 'End', 'PageUp', 'PageDown', 'Delete'].map((key) => [key, key]),
  ),
};
const controls = ['b', 'c', 'd', 'x'];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * The key for the machine; null for what stays the browser's: Tab, so that a person gets out again, and shortcuts.
 */
export function pressedKey({ key, ctrlKey, altKey, metaKey }: Pressed): string | null {
  if (altKey || metaKey) return null;
  if (ctrlKey) return controls.includes(key.toLowerCase()) ? `Ctrl-${key.toUpperCase()}` : null;
  return names[key] ?? (/^[ -~]$/.test(key) ? key : null);
}
