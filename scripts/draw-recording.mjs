// A terminal recording as an SVG that plays by itself: what is typed appears letter by letter, what is answered at once.
const columnPx = 8.4;
const linePx = 20;
const marginPx = 20;
const typedPerSecond = 22;
const readSeconds = 1.6;

/** @param steps {readonly { typed: string, said: readonly string[] }[]} @param title {string} */
export function drawRecording(steps, title) {
  const rows = [];
  let seconds = 0.5;
  for (const { typed, said } of steps) {
    const typingSeconds = typed.length / typedPerSecond;
    rows.push({ text: `$ ${typed}`, isTyped: true, at: seconds, typingSeconds });
    seconds += typingSeconds + 0.4;
    for (const text of said) rows.push({ text, isTyped: false, at: seconds, typingSeconds: 0 });
    seconds += readSeconds;
  }
  const columns = Math.max(...rows.map(({ text }) => text.length));
  const width = Math.ceil(columns * columnPx + 2 * marginPx);
  const height = rows.length * linePx + 2 * marginPx;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
  <title id="title">${escaped(title)}</title>
  <style>
    text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #d1d7e0; white-space: pre; }
    .typed { fill: #7ee787; }
    g { opacity: 0; animation: show 0.01s forwards; }
    @keyframes show { to { opacity: 1; } }
    @media (prefers-reduced-motion: reduce) { g { animation: none; opacity: 1; } rect.cover { display: none; } }
    .cover { fill: #0d1117; animation: uncover linear forwards; transform-box: fill-box; transform-origin: right; }
    @keyframes uncover { to { transform: scaleX(0); } }
  </style>
  <rect width="${width}" height="${height}" rx="10" fill="#0d1117" />
${rows.map(drawRow).join('\n')}
</svg>
`;
}

function drawRow({ text, isTyped, at, typingSeconds }, index) {
  const y = marginPx + (index + 0.75) * linePx;
  const shown = `<text${isTyped ? ' class="typed"' : ''} x="${marginPx}" y="${y}" xml:space="preserve">${escaped(text)}</text>`;
  const cover = isTyped ? coverOf(text, y, at, typingSeconds) : '';
  return `  <g style="animation-delay:${at.toFixed(2)}s">${shown}${cover}</g>`;
}

/** What is not typed yet is covered, and uncovered from left to right. */
function coverOf(text, y, at, typingSeconds) {
  const widthPx = (text.length * columnPx).toFixed(0);
  const steps = `animation-duration:${typingSeconds.toFixed(2)}s;animation-delay:${at.toFixed(2)}s`;
  return `<rect class="cover" style="${steps}" x="${marginPx + 2 * columnPx}" y="${y - 15}" width="${widthPx}" height="${linePx}" />`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
