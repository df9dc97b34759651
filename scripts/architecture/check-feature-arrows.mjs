/**
 * Which feature of the server imports which, by the table `arrows`: { boot: { machines: 'why' }, … }.
 * An arrow that nothing uses is a problem too, so the table says what is.
 */
export function checkFeatureArrows(modules, arrows, tablePath) {
  const found = arrowsBetweenFeatures(modules);
  const unlisted = [...found.values()]
    .filter(({ from, to }) => arrows[from]?.[to] === undefined)
    .map(({ from, to, path, line, count }) => ({
      path,
      line,
      message: `the feature "${from}" imports "${to}" (${count} times), an arrow that featureArrows of ${tablePath} does not have: take what it needs as an argument, or add the arrow with its reason`,
    }));
  const unused = Object.entries(arrows).flatMap(([from, targets]) =>
    Object.keys(targets)
      .filter((to) => !found.has(`${from} ${to}`))
      .map((to) => ({
        path: tablePath,
        line: 1,
        message: `no file of the feature "${from}" imports "${to}" any more: remove the arrow from featureArrows`,
      })),
  );
  return [...unlisted, ...unused];
}

/** Each arrow once, with the first place that draws it. */
function arrowsBetweenFeatures(modules) {
  const found = new Map();
  for (const module of modules) {
    if (module.package !== 'server' || module.isTest) continue;
    for (const { target, line } of module.imports) {
      const [from, to] = [featureOf(module.path), featureOf(target)];
      if (from === undefined || to === undefined || from === to) continue;
      const arrow = found.get(`${from} ${to}`) ?? { from, to, path: module.path, line, count: 0 };
      arrow.count += 1;
      found.set(`${from} ${to}`, arrow);
    }
  }
  return found;
}

const featureOf = (path) => /^packages\/server\/src\/features\/([^/]+)\//.exec(path ?? '')?.[1];
