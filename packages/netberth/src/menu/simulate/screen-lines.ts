import { displayWidth, padToWidth } from '../../output/display-width.ts';
import { paintedOf, strong } from '../../output/painted.ts';
import type { View } from '../../output/view.ts';
import type { SimulationOutput } from './simulation-schema.ts';

const screenColumns = 80;

/** A screen in a frame; the selected item of a menu has a mark, because here it cannot be a bar of colour. */
export function screenLines(seen: SimulationOutput['pauses'][number], view: View): readonly string[] {
  const { screen, pause } = seen;
  const width = Math.max(20, Math.min(screenColumns, view.widthColumns - 4));
  const selected = pause.kind === 'menu' ? pause.row : -1;
  const rows = screen.map((text, row) => {
    const isSelected = row === selected;
    const shown = padToWidth(
      cut(paintedOf(isSelected ? text.replace(/^ {2}/, ' >') : text).text, width),
      width,
    );
    return `  │${view.paint(isSelected ? strong(shown) : paintedOf(shown))}│`;
  });
  const bar = '─'.repeat(width);
  return [`  ┌${bar}┐`, ...rows, `  └${bar}┘`];
}

function cut(text: string, width: number): string {
  let shown = text;
  while (displayWidth(shown) > width) shown = shown.slice(0, -1);
  return shown;
}
