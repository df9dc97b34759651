/**
 * Which feature of the server imports which, by the table `arrows`: { boot: { machines: 'why' }, … }.
 * An arrow that nothing uses is a problem too, so the table says what is.
 */
export function checkFeatureArrows(modules, arrows, tablePath) {
  const used = new Set();
  const unlisted = modules
    .filter((module) => module.package === 'server' && !module.isTest)
    .flatMap((module) =>
      module.imports.flatMap((statement) => {
        const [from, to] = [featureOf(module.path), featureOf(statement.target)];
        if (from === undefined || to === undefined || from === to) return [];
        used.add(`${from} ${to}`);
        if (arrows[from]?.[to] !== undefined) return [];
        const message = `the feature "${from}" imports "${to}", an arrow that featureArrows of ${tablePath} does not have: take what it needs as an argument, or add the arrow with its reason`;
        return [{ path: module.path, line: statement.line, message }];
      }),
    );
  const unused = Object.entries(arrows).flatMap(([from, targets]) =>
    Object.keys(targets)
      .filter((to) => !used.has(`${from} ${to}`))
      .map((to) => ({
        path: tablePath,
        line: 1,
        message: `no file of the feature "${from}" imports "${to}" any more: remove the arrow from featureArrows`,
      })),
  );
  return [...unlisted, ...unused];
}

const featureOf = (path) => /^packages\/server\/src\/features\/([^/]+)\//.exec(path ?? '')?.[1];
