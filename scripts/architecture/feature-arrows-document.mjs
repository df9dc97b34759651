const start = '<!-- feature arrows -->';
const end = '<!-- /feature arrows -->';

/** ARCHITECTURE.md with the table between its two markers replaced; undefined when it has no markers. */
export function withFeatureArrows(text, arrows) {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) return undefined;
  return `${text.slice(0, from + start.length)}\n${featureArrowsTable(arrows)}\n${text.slice(to)}`;
}

function featureArrowsTable(arrows) {
  const rows = Object.entries(arrows).flatMap(([from, targets]) =>
    Object.entries(targets).map(([to, reason]) => `| ${from} | ${to} | ${reason} |`),
  );
  return ['| feature | imports | because |', '|---|---|---|', ...rows].join('\n');
}
