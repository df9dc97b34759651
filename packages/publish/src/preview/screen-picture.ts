import type { Screen } from './screen-of.ts';

const columns = 80;
const rows = 25;
const cell = { width: 8, height: 16 } as const;
/** As iPXE paints a menu on a text screen. */
const colour = { ground: '#0000a8', text: '#ffffff', selected: '#a80000' } as const;

/** A screen as an SVG picture, as large as a VGA text screen. */
export function screenPicture({ lines, selected }: Screen): string {
  const [width, height] = [columns * cell.width, rows * cell.height];
  const bar = selected === null ? '' : rectangle(selected, colour.selected);
  const texts = lines.slice(0, rows).map((line, row) => textLine(line.slice(0, columns), row));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="a machine's screen" font-family="monospace" font-size="13" fill="${colour.text}">`,
    `<rect width="${width}" height="${height}" fill="${colour.ground}"/>`,
    bar,
    ...texts,
    '</svg>',
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n');
}

function rectangle(row: number, fill: string): string {
  return `<rect y="${row * cell.height}" width="${columns * cell.width}" height="${cell.height}" fill="${fill}"/>`;
}

function textLine(line: string, row: number): string {
  const text = line.trim();
  if (text === '') return '';
  const [x, y] = [line.indexOf(text) * cell.width, row * cell.height + 12];
  // The width is told, as another monospaced font may be wider.
  return `<text x="${x}" y="${y}" textLength="${text.length * cell.width}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;
}

/** XML has no control characters. */
function escaped(text: string): string {
  return (
    text
      .replace(/[^\x20-\x7e\u00a0-\ud7ff]/g, '.')
      // Several blanks would become one.
      .replaceAll(' ', '\u00a0')
      .replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)
  );
}
