/**
 * What runs at a time. A test waits much of its time (for a browser, a machine, a server), so that four jobs are a full
 * load for two processors.
 */
export const allPlaces = 4;

/** Runs each item `{ places }` as soon as so many places are free and everything before it has started. */
export async function runInPlaces(items, run) {
  const queue = [...items];
  const running = new Set();
  let free = allPlaces;
  while (queue.length > 0) {
    const { places = 1 } = queue[0];
    if (places > free) {
      await Promise.race(running);
      continue;
    }
    const item = queue.shift();
    free -= places;
    const end = run(item).finally(() => {
      free += places;
      running.delete(end);
    });
    running.add(end);
  }
  await Promise.all(running);
}
