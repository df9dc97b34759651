/** What can be explored: states that are reached by actions alone, each path from a fresh start. */
export type Explored<Action> = {
  /** A fresh start, from which actions are done one by one. @throws what is wrong, at the action that shows it */
  readonly start: () => Promise<Run<Action>>;
};

export type Run<Action> = {
  /** What can happen next. */
  readonly actions: () => readonly Action[];
  readonly do: (action: Action) => Promise<void>;
  /** Two runs that say the same here go on alike. */
  readonly key: () => Promise<string>;
};

export type Exploration = { readonly states: number; readonly transitions: number };

/** Thrown with the path to what is wrong. */
class Counterexample extends Error {
  override readonly name = 'Counterexample';
}

/**
 * Does everything that can happen, in every order: breadth first, so that what it finds wrong it finds by the shortest
 * way. A state that was reached before is not gone on from again.
 */
export async function exploreAll<Action>({ start }: Explored<Action>): Promise<Exploration> {
  const seen = new Set<string>();
  let transitions = 0;
  let frontier = [{ path: [] as readonly Action[], actions: (await start()).actions() }];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const { path, actions } of frontier) {
      for (const action of actions) {
        const longer = [...path, action];
        const run = await replay(start, longer);
        transitions += 1;
        const key = await run.key();
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ path: longer, actions: run.actions() });
      }
    }
    frontier = next;
  }
  return { states: seen.size, transitions };
}

async function replay<Action>(
  start: () => Promise<Run<Action>>,
  path: readonly Action[],
): Promise<Run<Action>> {
  const run = await start();
  for (const action of path) {
    try {
      await run.do(action);
    } catch (error) {
      const way = path.map((one) => JSON.stringify(one)).join('\n  ');
      throw new Counterexample(`${String(error)}\nby this way:\n  ${way}`, { cause: error });
    }
  }
  return run;
}
